import type { Db } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import { readWords, wordsIn } from '../../workflows/own-words.ts';
import type { PaymentStory } from '../contract/index.ts';

type EntryView = PaymentStory['entries'][number];

const withAll = {
  seal: true,
  postings: { orderBy: { n: 'asc' }, include: { account: true } },
} as const satisfies Prisma.JournalEntryInclude;

type StoredEntry = Prisma.JournalEntryGetPayload<{ include: typeof withAll }>;

/** The entries about a payment, and those that its balance transactions posted; oldest first, with their seals. */
export async function entriesOf(
  read: Db,
  about: { agencyId: string; paymentId: string; explainedBy: readonly { entryId: string | null }[] },
): Promise<EntryView[]> {
  const { agencyId, paymentId } = about;
  const ids = about.explainedBy.flatMap(({ entryId }) => entryId ?? []);
  const entries = await read.journalEntry.findMany({
    where: { agencyId, OR: [{ subjectId: paymentId }, { id: { in: ids } }] },
    include: withAll,
    orderBy: [{ recordedAt: 'asc' }, { key: 'asc' }],
  });
  const nameOf = await names(read, agencyId, entries);
  return entries.map((entry) => entryView(entry, nameOf));
}

/** Whose an account is, by the opaque id in its code: a beneficiary, a fund, an obligation. */
async function names(
  read: Db,
  agencyId: string,
  entries: readonly StoredEntry[],
): Promise<(code: string) => string | undefined> {
  const codes = entries.flatMap(({ postings }) => postings.map(({ account }) => account.code));
  const ids = [...new Set(codes.flatMap((code) => code.split(':')[1] ?? []))];
  const where = { agencyId, id: { in: ids } };
  const [beneficiaries, funds, obligations] = await Promise.all([
    read.beneficiary.findMany({ where, select: { id: true, name: true } }),
    read.fund.findMany({ where, select: { id: true, name: true } }),
    read.obligation.findMany({ where, select: { id: true, label: true } }),
  ]);
  const byId = new Map([
    ...[...beneficiaries, ...funds].map(({ id, name }) => [id, name] as const),
    ...obligations.map(({ id, label }) => [id, wordsIn(readWords(label), 'en')] as const),
  ]);
  return (code) => byId.get(code.split(':')[1] ?? '');
}

function entryView(
  { seal, postings, ...entry }: StoredEntry,
  nameOf: (code: string) => string | undefined,
): EntryView {
  return {
    id: entry.id,
    key: entry.key,
    kind: entry.kind,
    occurredAt: entry.occurredAt.toISOString(),
    recordedAt: entry.recordedAt.toISOString(),
    accountingDate: entry.accountingDate,
    ...(seal && { sealSequence: seal.sequence }),
    postings: postings.map(({ account, amount, balanceAfter }) => ({
      account: account.code,
      ...ofWhom(nameOf(account.code)),
      unit: account.unit,
      ...(amount >= 0n ? { debitCents: toWire(amount) } : { creditCents: toWire(-amount) }),
      balanceAfterCents: toWire(balanceAfter),
    })),
  };
}

const ofWhom = (name: string | undefined) => (name === undefined ? {} : { ofWhom: name });
