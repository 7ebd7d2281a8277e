import type { Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { wordsIn } from '../../workflows/own-words.ts';
import { rulesOn } from '../../workflows/obligation/read.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { feeCliffs } from '../../workflows/policy/fee-cliffs.ts';
import { feeRule } from '../../workflows/policy/fee-schema.ts';
import type { FeeRule, Rules } from '../../workflows/policy/rules.ts';
import { storedSettings } from '../agency-settings.ts';
import { takesDebits } from '../payer/ways-view.ts';

/** Every agency in a line. */
export async function listLines(tx: Tx): Promise<string[]> {
  const all = await tx.agency.findMany({ orderBy: { publishableKey: 'asc' } });
  if (all.length === 0) return ['There is no agency yet: take one on with add.'];
  return all.map(({ publishableKey, name, timeZone }) => `${publishableKey}  ${name}  (${timeZone})`);
}

/** An agency as it stands, and what its web person puts on the page. @param around.origin where browsers reach Onward */
export async function agencyLines(
  tx: Tx,
  agency: Agency,
  { origin, now }: { origin: string; now: Date },
): Promise<string[]> {
  const { id: agencyId } = agency;
  const pages = await tx.agencyOrigin.findMany({ where: { agencyId }, orderBy: { origin: 'asc' } });
  const funds = await tx.fund.findMany({ where: { agencyId }, orderBy: { code: 'asc' } });
  const staff = await tx.staffMember.findMany({ where: { agencyId }, orderBy: { email: 'asc' } });
  const rules = await rulesOn(tx, agencyId, localDay(now, agency.timeZone));
  const later = await laterRules(tx, agency, localDay(now, agency.timeZone));
  return [
    `${agency.name}, ${agency.publishableKey}`,
    `  time zone      ${agency.timeZone}, language ${agency.language}, telephone ${agency.phone}`,
    `  card statement ${agency.statementDescriptor}, account at Stripe: ${agency.stripeAccountId ?? 'the one of STRIPE_SECRET_KEY'}`,
    ...ruleLines(rules),
    ...labelled('fee leaps', leapsOf(rules.fee.rule)),
    ...debitLines(agency, rules),
    ...later.map((line) => `  later          ${line}`),
    ...labelled(
      'funds',
      funds.map(({ code, name }) => `${code} ${name}`),
      'none yet: --fund SUP="Supervision fees"',
    ),
    ...labelled(
      'staff',
      staff.map(
        ({ name, email, role, hasNoPassword }) =>
          `${name} <${email}>, ${role}${hasNoPassword ? ', has no password: staff invite' : ''}`,
      ),
      'nobody yet: staff invite',
    ),
    ...labelled(
      'pages',
      pages.map((page) => `${page.origin}${page.path}`),
      'none yet, so that no page can take a payment: origin add',
    ),
    '',
    'For the page (docs/embed.md has the lines for its Content Security Policy):',
    '',
    ...snippet(agency, origin),
  ];
}

function ruleLines({ allocation, fee, limit }: Rules): string[] {
  return labelled(
    'rules',
    [allocation, fee, limit].map(
      ({ rule, effectiveFrom }) => `${wordsIn(rule.name, 'en')}, from ${effectiveFrom}`,
    ),
  );
}

/** Where one cent more costs a payer much more, or less: allowed, but whoever enters such a table is told. */
const leapsOf = (rule: FeeRule): string[] =>
  feeCliffs(rule).map(
    ({ tender, atCents, feeBeforeCents, feeAfterCents }) =>
      `${tender}: the fee of ${dollars(atCents)} is ${dollars(feeBeforeCents)}, that of one cent more ${dollars(feeAfterCents)}`,
  );

const dollars = (cents: bigint): string => `$${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** That they are offered is two settings: with one alone nothing is, and no page says why. */
function debitLines({ settings }: Pick<Agency, 'settings'>, { fee }: Rules): string[] {
  const set = storedSettings(settings);
  if (!set.bankDebits) return [];
  const none =
    'not offered, though the settings say so: the fee has no table for bank_debit. Give one in a file: --fee fee.json (docs/operate.md)';
  return labelled('bank debits', takesDebits(fee.rule, set) ? ['offered'] : [], none);
}

async function laterRules(tx: Tx, { id: agencyId }: Agency, today: string): Promise<string[]> {
  const rows = await tx.policyVersion.findMany({
    where: { agencyId, effectiveFrom: { gt: today } },
    orderBy: { effectiveFrom: 'asc' },
  });
  return rows.flatMap(({ kind, effectiveFrom, rule }) => [
    `another ${kind} rule, from ${effectiveFrom}`,
    ...(kind === 'fee' ? leapsOf(feeRule(rule)) : []),
  ]);
}

/** @param none in place of no line; without it there is nothing to say then */
function labelled(label: string, lines: readonly string[], none?: string): string[] {
  const all = lines.length === 0 && none !== undefined ? [none] : lines;
  return all.map((line, n) => `  ${(n === 0 ? label : '').padEnd(14)} ${line}`);
}

/** As docs/embed.md has it, with this agency's key and telephone. */
export function snippet(
  { publishableKey, phone }: Pick<Agency, 'publishableKey' | 'phone'>,
  origin: string,
): string[] {
  return [
    `<script type="module" async src="${origin}/widget/v1/onward-pay.js"></script>`,
    '',
    `<onward-pay agency="${publishableKey}">`,
    `  <p>The payment form could not be loaded. Please call <a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a>.</p>`,
    '</onward-pay>',
  ];
}
