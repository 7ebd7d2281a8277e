import type Stripe from 'stripe';
import { openStripe, onAccount, type StripeAccess } from '../../workflows/stripe/client.ts';
import type { Mail } from '../mail/store.ts';
import type { Db } from '../../prisma/client.ts';
import { formatUsd } from '../../workflows/money/format.ts';
import { sum } from '../../workflows/money/money.ts';
import { accounts } from '../../workflows/ledger/accounts.ts';
import { balancesOf } from '../../workflows/ledger/read.ts';
import { verifyLedger } from '../../workflows/ledger/verify.ts';

/** One figure as each side has it, minor units of USD. `null`: that side does not know it. */
export interface Row {
  what: string;
  stripe: bigint | null;
  ledger: bigint | null;
  receipts: bigint | null;
}

export interface TieOut {
  rows: Row[];
  /** Sentences about what does not agree; none: all agree to the cent. */
  breaks: string[];
  payments: number;
}

/**
 * Does the money agree? Stripe's balance transactions, read from Stripe; the ledger's balances; the
 * receipts as they came to the payers' mailboxes, in English. Each side is read by itself, so that one cannot borrow the other's figure.
 */
export async function tieOut(read: Db, stripe: StripeAccess, mailUrl: string): Promise<TieOut> {
  const agency = await read.agency.findFirstOrThrow();
  const processor = await stripeTotals(stripe, agency.stripeAccountId);
  const receipts = await receiptTotals(mailUrl);
  const numbered = BigInt(await read.payment.count({ where: { receiptNumber: { not: null } } }));
  const ledger = await ledgerTotals(read, agency.id);
  const rows: Row[] = [
    { what: 'Charged', stripe: processor.charged, ledger: ledger.charged, receipts: receipts.charged },
    { what: '  to beneficiaries', stripe: null, ledger: ledger.payable, receipts: receipts.paid },
    { what: '  service fees', stripe: null, ledger: ledger.serviceFees, receipts: receipts.serviceFees },
    { what: 'Processor’s fees', stripe: processor.fees, ledger: ledger.processorFees, receipts: null },
    { what: 'With the processor', stripe: processor.net, ledger: ledger.clearing, receipts: null },
  ];
  const findings = await verifyLedger(read);
  const breaks = [
    ...rows.filter(disagrees).map(({ what }) => `${what.trim()} differs.`),
    ...(processor.count === receipts.count && receipts.count === numbered
      ? []
      : [`${processor.count} charges, ${numbered} receipt numbers, ${receipts.count} receipts by mail.`]),
    ...(receipts.count > 0n ? [] : ['There is no payment: agreement about nothing proves nothing.']),
    ...findings.map(({ code, subject, detail }) => `The ledger’s verifier: ${code} at ${subject}: ${detail}`),
  ];
  return { rows, breaks, payments: Number(receipts.count) };
}

async function stripeTotals(access: StripeAccess, account: string | null) {
  const transactions = [];
  const asked = { limit: 100, expand: ['data.source'] };
  for await (const row of openStripe(access).balanceTransactions.list(asked, onAccount(account))) {
    if (statusOf(row) !== 'pending') transactions.push(row); // a bank has been asked, and may still say no
  }
  const total = (amounts: number[]) => sum(amounts.map(BigInt));
  return {
    count: BigInt(transactions.filter((row) => statusOf(row) === 'succeeded').length),
    charged: total(transactions.map(({ amount }) => amount)),
    fees: total(transactions.map(({ fee }) => fee)),
    net: total(transactions.map(({ net }) => net)),
  };
}

/** Of the charge that made it, of a debit that its bank did not pay too; nothing of what is no charge’s. */
const statusOf = ({ source, reporting_category: category }: Stripe.BalanceTransaction) =>
  category === 'charge' && typeof source === 'object' && source?.object === 'charge'
    ? source.status
    : undefined;

/** From the ledger's balances alone. What is charged: all that was taken in, before the processor's own fee. */
async function ledgerTotals(read: Db, agencyId: string) {
  const { processorClearing, processorFees, serviceFeeIncome } = accounts;
  const fixed = await balancesOf(read, agencyId, [processorClearing, processorFees, serviceFeeIncome]);
  const payables = await read.ledgerAccount.findMany({
    where: {
      agencyId,
      unit: 'USD',
      OR: [{ code: { startsWith: 'payable_pending:' } }, { code: { startsWith: 'unapplied:' } }],
    },
  });
  const [clearing, fees] = [fixed.get(processorClearing) ?? 0n, fixed.get(processorFees) ?? 0n];
  return {
    clearing,
    processorFees: fees,
    charged: clearing + fees,
    serviceFees: -(fixed.get(serviceFeeIncome) ?? 0n),
    payable: -sum(payables.map(({ balance }) => balance)),
  };
}

/** What the payers were told they paid. A mail that came twice under one message id is one, as mail readers show it. */
async function receiptTotals(mailUrl: string) {
  const answer = await fetch(`${mailUrl}/api/mails`);
  const { mails } = (await answer.json()) as { mails: Mail[] };
  const byMessage = new Map(mails.map((mail) => [mail.messageId, mail]));
  const receipts = [...byMessage.values()].filter(({ subject }) => /^Receipt \d+ /.test(subject));
  const charged = sum(receipts.map((mail) => centsIn(mail, 'Total charged')));
  const serviceFees = sum(receipts.map((mail) => centsIn(mail, 'Service fee')));
  return { count: BigInt(receipts.length), paid: charged - serviceFees, serviceFees, charged };
}

/** @throws {Error} the mail has no such amount */
function centsIn({ text }: Mail, row: string): bigint {
  const amount = new RegExp(`^${row}: \\$([\\d,]+\\.\\d\\d)$`, 'm').exec(text)?.[1];
  if (amount === undefined) throw new Error(`There is no "${row}" in the receipt: ${text}`);
  return BigInt(amount.replaceAll(/[,.]/g, ''));
}

function disagrees({ stripe, ledger, receipts }: Row): boolean {
  const known = [stripe, ledger, receipts].filter((figure) => figure !== null);
  return known.some((figure) => figure !== known[0]);
}

/** The rows as a small table for people. */
export function tieOutTable({ rows }: TieOut): string {
  const cells = [
    ['', 'Stripe', 'Ledger', 'Receipts', ''],
    ...rows.map((row) => [
      row.what,
      ...[row.stripe, row.ledger, row.receipts].map((cents) =>
        cents === null ? '–' : formatUsd(cents, 'en'),
      ),
      disagrees(row) ? '✗' : '✓',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}
