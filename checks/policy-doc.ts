import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { wordsIn } from '../workflows/own-words.ts';
import { presets } from '../workflows/policy/presets/all.ts';
import type { OpenPoint, Preset, PresetVersion } from '../workflows/policy/presets/preset.ts';
import type { AllocationRule, PayStep, ShareStep } from '../workflows/policy/rules.ts';
import { root } from './source.ts';

const policyDoc = join(root, 'docs/policy.md');

const INTRODUCTION = `# Where each dollar goes

Written by \`npm run docs:policy\` from \`workflows/policy/presets\`; a test compares the two.

How a payment is divided is the agency's rule, not the program's: data with a version and the day from which it holds. An agency starts from a preset below, which follows its law as far as the law was read, and changes what it must. **Counsel confirms each preset before it is used; none of this is legal advice.** What was not read in the law itself is named under “Not confirmed”.

## What a rule can say

A rule is a list of steps, walked until the money is used up. A step names charges, and perhaps to whom they go, and says how its money is divided where it does not suffice: by what is still **owed**, by what was **levied**, by what was **ordered**, in **equal** parts, or one after the other by the day of the order or as the judgment lists them. A step can have a minimum for each payee, a most in per cent of the payment, reach only what is due, wait for another charge to be paid as far as it is due, or hold only for money that a collection agency secured (what a payer pays online is not; no other way of paying is offered yet). Or a step puts the money at hand into fixed shares, each with steps of its own, and says where the unused part of one goes.

What no step reaches comes last, together, by what is still owed. Nobody gets more than is owed. Cents that cannot be divided go by largest remainder, ties to the id that sorts first ([decision 3](decisions/0003-split.md)). A payment is divided by the version that holds on its day, that day included; where the law goes by the day of assessment, each debt keeps the version of its own day, and a payment over debts of several versions goes to those of the oldest first. The version, and what each step did, are kept with the payment: a later rule changes nothing about it.

Settings that every preset has, and what they are until the agency says otherwise:

| setting | stated | instead |
| --- | --- | --- |
| \`dueFirst\`: what is due before what is not, each in the rule's order | no: the law's order holds for all that is owed | yes |
| \`cases\`: whose cases come first | as the preset says | together, those with unpaid restitution first, the oldest first |
| \`minimumCents\` of a step: nobody gets less from one payment | none | any amount |

## Overpayment

An agency says, with the bounds of a payment and versioned like them, how far a payment may go beyond what is due, and what becomes of more than can be paid. No law that was read decides it for all debts; each is a setting with a stated default, checked when the payer is shown the quote and again before anything is charged. A refusal names the most that can be paid.

| setting | stated | instead |
| --- | --- | --- |
| \`ahead\`: how far beyond what is due each debt may be paid | \`any\`: all of it | \`one_instalment\`: what falls due next as well, what was paid ahead taken off; a debt without a schedule is one instalment. \`none\`: only what is due |
| \`beyondOwed\`: what is paid beyond all that can be paid | \`refuse\` | \`credit\`: the person's, once everything that can be paid is chosen and paid; it pays what is assessed next, at once and by the rule above |

## Fees

The service fee is a rule of the agency's too: for each way to pay, bands of amounts, both bounds included, each with a flat part, a percentage, and perhaps a minimum and a cap; how it is rounded; and whether the payer or the agency bears it. Bands that overlap or leave a gap, percentages over 100, and two tables for one way to pay are refused with the place. A table with a cliff, where one cent more raises the fee by more than a dollar or 1 % of the amount, or lowers it, is taken, and told. A payer sees the fee in dollars and in per cent before anything is charged; the cheapest way comes first, and a free way is always named.

## Deposits

What the law takes from money that is sent to a person in custody is a rule of its own (\`workflows/policy/deposit.ts\`): shares of the whole deposit in an order, each perhaps only while something is owed and no more than that, with a fee on what is taken; and deposits of which nothing is taken. Parts of a cent are the person’s. Two are there to start from (\`workflows/policy/presets/deposits.ts\`): California’s prisons (15 CCR § 3097: half, or what is owed if that is less, and a tenth of it as a fee) and Washington’s, for money from outside (RCW 72.09.480(2)). Counsel confirms them as the others. No procedure takes deposits yet.
`;

/** The page on rules and presets, as the code has them now. */
export async function policyPage(): Promise<string> {
  const page = [INTRODUCTION, ...presets.map(sectionOf)].join('\n');
  return format(page, { ...(await resolveConfig(policyDoc)), parser: 'markdown' });
}

/** What is in the repository. */
export const storedPolicyPage = () => readFileSync(policyDoc, 'utf8');

function sectionOf({ id, jurisdiction, says, versions, open, unverified }: Preset): string {
  return `## ${jurisdiction} (\`${id}\`)

${says}

${versions.map((version) => versionOf(version, versions.length > 1)).join('\n')}
| the law leaves open | stated | instead |
| --- | --- | --- |
${open.map(openRow).join('\n')}

Not confirmed: ${unverified.join(' ') || 'nothing beyond the need for counsel.'}
`;
}

function versionOf({ effectiveFrom, effectiveTo, rule }: PresetVersion, isDated: boolean): string {
  const by = rule.chosenBy === 'assessment_date' ? 'assessed' : 'paid';
  const until = effectiveTo === null ? `from ${effectiveFrom}` : `from ${effectiveFrom} to ${effectiveTo}`;
  const cited = rule.source && wordsIn(rule.source.citation, 'en');
  const source = rule.source?.url ? `[${cited}](${rule.source.url})` : cited;
  const heading = `${isDated ? `Where it was ${by} ${until}. ` : ''}Source: ${source ?? 'none'}. ${CASES[rule.cases]}`;
  return `${heading}\n\n${stepsOf(rule)}\n`;
}

const CASES: Record<AllocationRule['cases'], string> = {
  together: 'All cases together.',
  restitution_first: 'Cases with unpaid restitution first.',
  oldest_first: 'The oldest case first.',
};

const stepsOf = ({ steps }: AllocationRule) =>
  steps.map((step, i) => `${i + 1}. ${'shares' in step ? sharesOf(step) : payOf(step)}`).join('\n');

function sharesOf({ shares, unused, oddCent }: ShareStep): string {
  const parts = shares.map(({ percent, steps }) => `   - ${percent} %: ${steps.map(payOf).join('; then ')}`);
  const over = unused === 'to_the_other_shares' ? 'the other shares' : 'the next step';
  return `In shares; what one has no use for goes to ${over}, an odd cent to the ${oddCent}:\n${parts.join('\n')}`;
}

function payOf({ pay, payees, by, inTurn, minimumCents, mostPercent, due, after, onlyIf }: PayStep): string {
  const turn =
    inTurn?.by === 'listed' ? 'one after the other as the judgment lists them' : 'oldest order first';
  const upTo = inTurn?.upTo;
  const parts = [
    pay === 'all_others' ? 'everything that is not named here' : pay.map(plain).join(', '),
    payees && `to: ${payees.map(plain).join(', ')}`,
    due && 'as far as it is due',
    inTurn &&
      `${turn}${upTo ? ` where at most $${upTo.orderedCents / 100} was ordered${upTo.inclusive ? '' : ' (less, exactly)'}` : ''}`,
    `${inTurn ? 'else ' : ''}${BY[by]}`,
    minimumCents !== undefined && `nobody less than $${minimumCents / 100}`,
    mostPercent !== undefined && `at most ${mostPercent} % of the payment`,
    after && `only once ${after.map(plain).join(', ')} is paid as far as it is due`,
    onlyIf && 'only where a collection agency secured the money',
  ];
  return parts.filter((part) => typeof part === 'string').join('; ');
}

const BY: Record<PayStep['by'], string> = {
  balance: 'by what is owed',
  levied: 'by what was levied',
  ordered: 'by what was ordered',
  equal: 'in equal parts',
};

function openRow({ question, stated, instead, at }: OpenPoint): string {
  const other = instead.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  return `| ${question} (\`${at.join('.')}\`) | ${stated === undefined ? 'none' : `\`${JSON.stringify(stated)}\``} | ${other || 'another value'} |`;
}

const plain = (code: string) => code.replaceAll('_', ' ');

if (import.meta.main) writeFileSync(policyDoc, await policyPage());
