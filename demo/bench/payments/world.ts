import { Passwords } from '../../../api/auth/passwords.ts';
import type { Db, Tx } from '../../../prisma/client.ts';
import { assess, type Assessment } from '../../../workflows/obligation/assess.ts';
import { localDay } from '../../../workflows/policy/calendar.ts';
import { sampleId } from '../../sample/ids.ts';
import { agency } from '../../sample/world.ts';

const PASSWORD = 'bench-harbor-payers';
const agencyId = sampleId('agency');

/** What each of them owes, as the sample world's people do: four kinds, the restitution to two victims. */
const owed: readonly {
  kind: Assessment['kind'];
  fund: string;
  assessedCents: bigint;
  dueToDateCents: bigint;
  shares: Readonly<Record<string, bigint>>;
}[] = [
  {
    kind: 'restitution',
    fund: 'restitution',
    assessedCents: 125_000n,
    dueToDateCents: 15_000n,
    shares: { hardware: 3n, neighbor: 2n },
  },
  {
    kind: 'court_costs',
    fund: 'court',
    assessedCents: 18_550n,
    dueToDateCents: 3_000n,
    shares: { court: 1n },
  },
  {
    kind: 'supervision_fee',
    fund: 'supervision',
    assessedCents: 48_000n,
    dueToDateCents: 8_000n,
    shares: { county: 1n },
  },
  {
    kind: 'drug_test',
    fund: 'laboratory',
    assessedCents: 2_450n,
    dueToDateCents: 2_450n,
    shares: { laboratory: 1n },
  },
];

/**
 * Give the sample agency more people, each with an account of their own and four debts.
 * @returns how they sign in
 */
export async function addPayers(
  db: Db,
  count: number,
  now: Date,
): Promise<{ email: string; password: string }[]> {
  const passwordHash = await new Passwords().hash(PASSWORD);
  const emails = Array.from({ length: count }, (_, i) => `payer-${i}@bench.example.com`);
  for (const [i, email] of emails.entries()) {
    await db.$transaction((tx) => addPayer(tx, { i, email, passwordHash, now }));
  }
  return emails.map((email) => ({ email, password: PASSWORD }));
}

async function addPayer(
  tx: Tx,
  { i, email, passwordHash, now }: { i: number; email: string; passwordHash: string; now: Date },
): Promise<void> {
  const id = sampleId(`bench payer ${i}`);
  const name = { givenName: 'Bench', familyName: `Payer ${i}` };
  const about = {
    agencyPersonId: `9${String(i).padStart(6, '0')}`,
    birthDate: '1990-01-01',
    office: 'Bench',
  };
  await tx.person.create({ data: { id, agencyId, ...name, ...about } });
  const account = { id, agencyId, email, passwordHash, language: 'en', createdAt: now, ...name };
  await tx.payerAccount.create({ data: account });
  const link = { id, agencyId, accountId: id, personId: id, relation: 'self', state: 'active' };
  await tx.payerLink.create({ data: { ...link, createdAt: now } });
  const today = localDay(now, agency.timeZone);
  for (const { kind, fund, shares, ...cents } of owed) {
    const obligation = {
      ...cents,
      id: sampleId(`bench obligation ${i} ${kind}`),
      agencyId,
      fundId: sampleId(`fund ${fund}`),
      kind,
      label: kind,
      assessedOn: today,
      dueOn: today,
      personIds: [id],
      shares: Object.entries(shares).map(([to, weight]) => ({
        beneficiaryId: sampleId(`beneficiary ${to}`),
        weight,
      })),
    };
    await assess(tx, obligation, now, agency.timeZone);
  }
}
