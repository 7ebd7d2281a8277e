import type { SampleAgency } from './agencies/agency.ts';
import { closeTheBooks, mailReceipts } from './closing.ts';
import { foundAgency } from './found-agencies.ts';
import { obligationId } from './ids.ts';
import { pay, type Payer } from './pay.ts';
import { PAYER_PASSWORD, signUp, takeIn } from './people.ts';
import type { Act, Plan } from './plan.ts';
import { actAsStaff } from './staff-acts.ts';
import type { World } from './world.ts';

/** How far it is. */
export interface Progress {
  people: number;
  payments: number;
  /** Acts lived through, of all. */
  acts: number;
}

/** What the product does by itself every minute is done after so much time of the world. */
const CLOSE_EVERY_MS = 7 * 86_400_000;

/**
 * Live agencies' history through, oldest act first: one clock, one act at a time.
 * @param plan acts of other agencies' people are left out
 * @param tell hears after each act
 */
export async function makeWorld(
  world: World,
  agencies: readonly SampleAgency[],
  plan: Plan,
  tell: (progress: Progress) => void = () => undefined,
): Promise<Progress> {
  const { clock } = world;
  await foundAll(world, agencies);
  const keys = new Set(agencies.map(({ key }) => key));
  const acts = plan.acts.filter(({ person }) => keys.has(person.agency.key));
  const memory = { payers: new Map<string, Payer>(), hashes: passwordHashes(world, acts) };
  const made = { people: 0, payments: 0, acts: 0 };
  let closeAt = clock.read().getTime() + CLOSE_EVERY_MS;
  let isOpen = false;
  for (const act of acts) {
    if (act.at.getTime() > closeAt) {
      clock.until(new Date(closeAt));
      if (isOpen) await closeTheBooks(world, agencies);
      isOpen = false;
      closeAt += Math.ceil((act.at.getTime() - closeAt) / CLOSE_EVERY_MS) * CLOSE_EVERY_MS;
    }
    clock.until(act.at);
    await live(world, act, memory, made);
    isOpen = true;
    made.acts++;
    tell(made);
  }
  clock.pass(60_000);
  await closeTheBooks(world, agencies);
  return made;
}

async function foundAll({ db, clock, passwords }: World, agencies: readonly SampleAgency[]): Promise<void> {
  const hashed = agencies
    .flatMap(({ staff }) => staff)
    .map(async ({ email, password }) => [email, await passwords.hash(password)] as const);
  const hashes = new Map(await Promise.all(hashed));
  await db.$transaction(async (tx) => {
    for (const agency of agencies) await foundAgency(tx, agency, clock.read(), hashes);
  });
}

interface Memory {
  payers: Map<string, Payer>;
  hashes: (key: string) => Promise<string>;
}

async function live(world: World, act: Act, { payers, hashes }: Memory, made: Progress): Promise<void> {
  const { person } = act;
  switch (act.kind) {
    case 'intake':
      await takeIn(world, person);
      made.people++;
      return;
    case 'staff':
      await actAsStaff(world, person, act.act);
      return;
    case 'sign_up': {
      const accountId = await signUp(world, person, await hashes(person.key));
      const obligationIds = person.debts.map(({ listed }) => obligationId(person.key, listed));
      payers.set(person.key, { person, accountId, obligationIds });
      return;
    }
    case 'pay': {
      const payer = payers.get(person.key);
      if (payer === undefined) throw new Error('Somebody without an account pays.');
      made.payments += await pay(world, payer, act.payment);
      await mailReceipts(world);
    }
  }
}

/** Hashing takes long, and another core: a few are begun before they are asked for. */
function passwordHashes({ passwords }: World, acts: readonly Act[]): (key: string) => Promise<string> {
  const keys = acts.flatMap(({ kind, person }) => (kind === 'sign_up' ? [person.key] : []));
  const begun = new Map<string, Promise<string>>();
  let next = 0;
  return (key) => {
    for (const most = next + AHEAD; next < most && next < keys.length && begun.size < AHEAD; next++)
      begun.set(keys[next] ?? '', passwords.hash(PAYER_PASSWORD));
    const hash = begun.get(key) ?? passwords.hash(PAYER_PASSWORD);
    begun.delete(key);
    return hash;
  };
}

const AHEAD = 8;
