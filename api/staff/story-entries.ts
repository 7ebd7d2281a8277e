import type { Db } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { toWire } from '../../workflows/money/money.ts';
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
  return entries.map(entryView);
}

function entryView({ seal, postings, ...entry }: StoredEntry): EntryView {
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
      unit: account.unit,
      ...(amount >= 0n ? { debitCents: toWire(amount) } : { creditCents: toWire(-amount) }),
      balanceAfterCents: toWire(balanceAfter),
    })),
  };
}
