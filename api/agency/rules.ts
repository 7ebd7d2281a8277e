import { feeTableBounds } from '../../workflows/policy/fee.ts';
import { feeRule, type StoredFeeRule } from '../../workflows/policy/fee-schema.ts';
import { presets } from '../../workflows/policy/presets/all.ts';
import { SINCE_EVER } from '../../workflows/policy/presets/preset.ts';
import { allocationRule, limitRule } from '../../workflows/policy/rule-schema.ts';
import { jsonIn, type Options, type ReadText } from './facts.ts';
import { linesOf, Refused } from './refused.ts';

/** A version of one of an agency's rules, as it is stored. */
export interface NewVersion {
  kind: 'allocation' | 'fee' | 'limit';
  effectiveFrom: string;
  rule: object;
}

/**
 * The versions of rules that options ask for, each read once by what the server reads it with.
 * @param from the day from which they hold; without it since ever, as for a new agency
 * @throws {Refused} a line for each that is wrong
 */
export function versionsOf(
  options: Options,
  agencyName: string,
  read: ReadText,
  from?: string,
): NewVersion[] {
  const wrong: string[] = [];
  const given = (option: string, parse: (text: string) => NewVersion[]): NewVersion[] => {
    const text = options[option];
    if (text === undefined) return [];
    try {
      return parse(text);
    } catch (error) {
      wrong.push(...linesOf(option, error));
      return [];
    }
  };
  const effectiveFrom = from ?? SINCE_EVER;
  const versions = [
    ...given('preset', (text) => orderOfPayment(text, read, from)),
    ...given('fee', (text) => [{ kind: 'fee', effectiveFrom, rule: feeTable(text, agencyName, read) }]),
    ...given('limit', (text) => [{ kind: 'limit', effectiveFrom, rule: limits(text, agencyName) }]),
  ];
  if (wrong.length > 0) throw new Refused(wrong);
  return versions;
}

const isFile = (text: string) => text.endsWith('.json');

function orderOfPayment(text: string, read: ReadText, from: string | undefined): NewVersion[] {
  if (isFile(text)) {
    const rule = jsonIn(text, read, 'preset');
    allocationRule(rule);
    return [{ kind: 'allocation', effectiveFrom: from ?? SINCE_EVER, rule }];
  }
  const preset = presets.find(({ id }) => id.toLowerCase() === text.toLowerCase());
  if (preset === undefined)
    throw new Refused(
      `--preset ${text}: must be one of ${presets.map(({ id }) => id).join(', ')} (docs/policy.md), or a file that ends in .json.`,
    );
  return preset.versions
    .filter(({ effectiveTo }) => from === undefined || effectiveTo === null || effectiveTo >= from)
    .map(({ effectiveFrom, rule }) => {
      allocationRule(rule);
      const begins = from !== undefined && effectiveFrom < from ? from : effectiveFrom;
      return { kind: 'allocation', effectiveFrom: begins, rule };
    });
}

/** `none`, a file, or `25=1.50,50=2.00`: to $25 a fee of $1.50, from there to $50 one of $2. */
function feeTable(text: string, agencyName: string, read: ReadText): object {
  const rule = isFile(text)
    ? jsonIn(text, read, 'fee')
    : (noFee(text, agencyName) ?? tiersIn(text, agencyName));
  if (feeTableBounds(feeRule(rule), 'card') === null)
    throw new Refused('--fee: it has no table for cards, so that no page could take a payment.');
  return rule;
}

const noFee = (text: string, agencyName: string): StoredFeeRule | undefined =>
  text === 'none'
    ? {
        name: `${agencyName}: no fee`,
        paidBy: 'agency',
        rounding: { to: 'nearest' },
        tables: [
          { tenders: ['card'], bands: [{ fromCents: 1, upToCents: null, flatCents: 0, basisPoints: 0 }] },
        ],
      }
    : undefined;

function tiersIn(text: string, agencyName: string): StoredFeeRule {
  const tiers = text.split(',').map((tier) => {
    const [upTo = '', fee = ''] = tier.split('=');
    return { upToCents: centsOf(upTo, `--fee ${tier}`), feeCents: centsOf(fee, `--fee ${tier}`) };
  });
  return { family: 'tiers', name: `${agencyName} card fee`, tiers };
}

/** `5..5000`: the least and the most of one payment, in dollars. */
function limits(text: string, agencyName: string): object {
  const [least = '', most = ''] = text.split('..');
  const rule = {
    name: `${agencyName} online payment`,
    leastCents: centsOf(least, `--limit ${text}`),
    mostCents: centsOf(most, `--limit ${text}`),
  };
  return limitRule(rule);
}

/** Cents of an amount in dollars, as `50` or `50.25`. @throws {Refused} */
function centsOf(text: string, where: string): number {
  const [, dollars, cents = '00'] = /^\$?(\d{1,7})(?:\.(\d{2}))?$/.exec(text.trim()) ?? [];
  if (dollars === undefined)
    throw new Refused(`${where}: “${text}” must be an amount in dollars, like 50 or 50.25.`);
  return Number(dollars) * 100 + Number(cents);
}
