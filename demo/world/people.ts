import { normaliseAgencyPersonId } from '../../api/payer/agency-person-id.ts';
import { linkAsSelf } from '../../api/payer/match-record.ts';
import type { Tx } from '../../prisma/client.ts';
import { assessAll, type Assessment } from '../../workflows/obligation/assess.ts';
import { eachOf } from '../../workflows/own-words.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { agencyId, caseId, fundId, obligationId, payeeId, personId } from './ids.ts';
import type { PlannedDebt, PlannedPerson } from './plan-person.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

/** All sample payers' password: they hold nothing. */
export const PAYER_PASSWORD = 'sample-world-payer';

/** An agency's record of a person, as its case management hands it over, and what they come to owe. */
export async function takeIn({ db, clock }: World, person: PlannedPerson): Promise<void> {
  const now = clock.read();
  await db.$transaction(async (tx) => {
    await writeRecord(tx, person);
    const { timeZone } = person.agency;
    const today = localDay(now, timeZone);
    await assessAll(
      tx,
      person.debts.map((debt) => assessmentOf(person, debt, today)),
      now,
      timeZone,
    );
  });
}

/** The agency’s record of a person and their case. */
export async function writeRecord(tx: Tx, person: PlannedPerson): Promise<void> {
  const { key, agency, number, docket: docketNumber, givenName, familyName, birthDate, office } = person;
  const owner = { agencyId: agencyId(agency.key) };
  const agencyPersonId = normaliseAgencyPersonId(number);
  const about = { givenName, familyName, birthDate, office };
  await tx.person.create({ data: { id: personId(key), ...owner, agencyPersonId, ...about } });
  await tx.case.create({ data: { id: caseId(key), ...owner, personId: personId(key), docketNumber } });
}

function assessmentOf(person: PlannedPerson, planned: PlannedDebt, today: string): Assessment {
  const { key, agency, docket } = person;
  const { debt, cents, shares, listed } = planned;
  const assessedCents = BigInt(cents);
  return {
    id: obligationId(key, listed),
    agencyId: agencyId(agency.key),
    caseId: caseId(key),
    fundId: fundId(agency.key, debt.fund),
    kind: debt.kind,
    ...(debt.charge && { charge: debt.charge }),
    label: eachOf(debt.label, (text) => `${text}, ${docket}`, agency.language),
    assessedCents,
    assessedOn: today,
    listed,
    ...duePlan(planned, today),
    personIds: [personId(key)],
    shares: Object.entries(shares).map(([to, weight]) => ({
      beneficiaryId: payeeId(agency.key, to),
      weight: BigInt(weight),
    })),
  };
}

/** The first instalment falls due a month later, what is due at once two. */
function duePlan({ cents, monthly }: PlannedDebt, today: string) {
  const later = (days: number) => new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
  if (monthly === undefined) return { dueOn: later(60), dueToDateCents: BigInt(cents) };
  const { dayOfMonth } = monthly;
  const schedule = { instalmentCents: BigInt(monthly.cents), dayOfMonth, firstDueOn: later(30) };
  return { schedule };
}

/** Ask for an account, prove the address with the code from the mail, and claim the record: as the pages do. */
export async function signUp(world: World, person: PlannedPerson, passwordHash: string): Promise<string> {
  const { db, clock, signUps, background, outside } = world;
  const { agency, account, givenName, familyName, number, birthDate } = person;
  if (account === undefined) throw new Error('Somebody without an account signs up.');
  const { email, language } = account;
  const at = { id: agencyId(agency.key), name: agency.name };
  const pending = await signUps.open(at, { email, givenName, familyName, language, passwordHash });
  await background.finished();
  clock.pass(48_000);
  const proved = await signUps.prove(at, pending, outside.codeFor(email));
  if (typeof proved === 'string') throw new Error(`A sample payer's code is ${proved}.`);
  clock.pass(31_000);
  const session = { agencyId: at.id, accountId: proved.accountId };
  const claim = { agencyPersonId: normaliseAgencyPersonId(number), birthDate, heard: true };
  const linked = await db.$transaction((tx) => linkAsSelf(tx, session, claim, clock.read()));
  if (linked === null) throw new Error('A sample payer is not matched with their own record.');
  return proved.accountId;
}
