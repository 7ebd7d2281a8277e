import type { Tx } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { sum } from '../money/money.ts';
import { accounts } from './accounts.ts';
import type { Entry, NewPosting } from './entry.ts';
import type { Finding } from './finding.ts';
import { PAGE, pagesOf } from './pages.ts';
import { captured } from './posting-rules.ts';
import { entryOf, withLines } from './read.ts';

const withSplit = { lines: { orderBy: { n: 'asc' } } } as const;
type Paid = Prisma.PaymentGetPayload<{ include: typeof withSplit }>;

/** Each succeeded payment is in the books once, as it was split; nothing else is in them as a payment. */
export async function* verifyPayments(tx: Tx): AsyncGenerator<Finding> {
  for await (const payment of succeeded(tx)) {
    const rows = await tx.journalEntry.findMany({
      where: { agencyId: payment.agencyId, kind: 'payment_captured', subjectId: payment.id },
      include: withLines,
    });
    const [row] = rows;
    if (row === undefined || rows.length > 1) {
      const about = { agencyId: payment.agencyId, subject: payment.id };
      yield { code: 'capture_missing', ...about, detail: `${rows.length} capture entries, expected 1` };
    } else {
      yield* verifyCapture(payment, entryOf(row));
    }
  }
  yield* await unpaidCaptures(tx);
  yield* await receiptGaps(tx);
}

function succeeded(tx: Tx): AsyncGenerator<Paid> {
  return pagesOf<Paid>((last) =>
    tx.payment.findMany({
      where: { state: 'succeeded', ...(last ? { id: { gt: last.id } } : {}) },
      include: withSplit,
      orderBy: { id: 'asc' },
      take: PAGE,
    }),
  );
}

/**
 * The entry against the frozen split. What no longer fitted at success (waived meanwhile) may have gone to
 * the person's credit instead, so a line may be smaller than frozen, never larger and never elsewhere.
 */
function* verifyCapture(payment: Paid, entry: Entry): Generator<Finding> {
  const { id, agencyId, personId, amountCents, feeCents, lines } = payment;
  const found = byAccount(entry.postings);
  const credit = -(found.get(accounts.unapplied(personId)) ?? 0n);
  const beyond = amountCents - sum(lines.map((line) => line.amountCents));
  if (beyond < 0n) {
    yield { code: 'capture_lines', agencyId, subject: id, detail: `the frozen lines exceed ${amountCents}` };
    return;
  }
  const frozen = byAccount(captured({ paymentId: id, personId, lines, unappliedCents: beyond, feeCents }));
  frozen.set(accounts.unapplied(personId), -credit); // compared by the total below

  for (const account of new Set([...found.keys(), ...frozen.keys()])) {
    const [is, should] = [found.get(account) ?? 0n, frozen.get(account) ?? 0n];
    const exact = !/^(payable_pending|receivable|assessed):/.test(account);
    if (exact ? is === should : within(is, should)) continue;
    const detail = `${account} has ${is}, expected ${should}`;
    yield { code: 'capture_lines', agencyId, subject: id, detail };
  }
  const [paid, takenOff] = [totalOf(found, 'payable_pending:'), totalOf(found, 'receivable:')];
  if (paid - credit !== -amountCents || takenOff !== paid) {
    const detail = `payable ${paid}, receivable ${takenOff}, credit ${credit}: expected ${amountCents} in all`;
    yield { code: 'capture_lines', agencyId, subject: id, detail };
  }
}

/** Between nothing and the bound, on the bound's side. */
const within = (is: bigint, bound: bigint): boolean =>
  bound < 0n ? bound <= is && is <= 0n : 0n <= is && is <= bound;

function byAccount(postings: readonly NewPosting[]): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  for (const { account, amount } of postings) amounts.set(account, (amounts.get(account) ?? 0n) + amount);
  return amounts;
}

function totalOf(amounts: ReadonlyMap<string, bigint>, prefix: string): bigint {
  return sum([...amounts].filter(([account]) => account.startsWith(prefix)).map(([, amount]) => amount));
}

async function unpaidCaptures(tx: Tx): Promise<Finding[]> {
  const rows = await queryRows<{ agencyId: string; key: string; state: string | null }>(tx)`
    SELECT e."agencyId", e."key", p."state" FROM "JournalEntry" e
      LEFT JOIN "Payment" p ON p."id" = e."subjectId" AND p."agencyId" = e."agencyId"
     WHERE e."kind" = 'payment_captured' AND (p."state" IS NULL OR p."state" <> 'succeeded')
     ORDER BY e."agencyId", e."key"`;
  return rows.map(({ agencyId, key, state }) => ({
    code: 'capture_unpaid',
    agencyId,
    subject: key,
    detail: state === null ? 'the agency has no such payment' : `the payment is ${state}`,
  }));
}

/** Numbers are unique by index: they have no gap if there are as many as the highest, which is the counter. */
async function receiptGaps(tx: Tx): Promise<Finding[]> {
  const groups = await tx.payment.groupBy({
    by: ['agencyId'],
    where: { receiptNumber: { not: null } },
    _count: { receiptNumber: true },
    _min: { receiptNumber: true },
    _max: { receiptNumber: true },
  });
  const given = new Map(groups.map((group) => [group.agencyId, group]));
  const counters = new Map(
    (await tx.receiptCounter.findMany()).map(({ agencyId, last }) => [agencyId, last]),
  );
  return [...new Set([...given.keys(), ...counters.keys()])].flatMap((agencyId): Finding[] => {
    const { _count: count, _min: min, _max: max } = given.get(agencyId) ?? {};
    const [receipts, lowest, highest] = [
      count?.receiptNumber ?? 0,
      min?.receiptNumber ?? 1,
      max?.receiptNumber ?? 0,
    ];
    const last = counters.get(agencyId) ?? 0;
    if (lowest === 1 && highest === receipts && last === receipts) return [];
    const detail = `${receipts} receipts, numbered ${lowest} to ${highest}; the counter stands at ${last}`;
    return [{ code: 'receipt_gap', agencyId, subject: 'receipts', detail }];
  });
}
