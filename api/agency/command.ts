import type { Db, Tx } from '../../prisma/client.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { normaliseEmail } from '../auth/email-address.ts';
import { Passwords } from '../auth/passwords.ts';
import { newToken } from '../auth/token.ts';
import { addAgency } from './add.ts';
import { agencyNamed } from './agency-key.ts';
import { listOf, parsed, textsOf } from './args.ts';
import { addOrigin, removeOrigin, setAgency } from './change.ts';
import { factsOf, type ReadText } from './facts.ts';
import { fundIn } from './funds.ts';
import { pageAddress } from './origins.ts';
import { Refused } from './refused.ts';
import { versionsOf } from './rules.ts';
import { agencyLines, listLines } from './show.ts';
import { inviteStaff, removeStaff, staffOf } from './staff.ts';
import { USAGE } from './usage.ts';

export interface Surroundings {
  db: Db;
  now: Date;
  /** Where browsers reach Onward. */
  origin: string;
  read: ReadText;
}

/** A command that was understood. @returns what to tell who gave it */
type Act = (tx: Tx, around: Surroundings) => Promise<string[]>;

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true } as const;
const dryRun = { 'dry-run': { type: 'boolean' } } as const;
const factOptions = {
  name: text,
  'time-zone': text,
  language: text,
  phone: text,
  statement: text,
  'stripe-account': text,
  settings: text,
  preset: text,
  fee: text,
  limit: text,
} as const;

/**
 * Carry a command out: all of it, or nothing.
 * @param argv what stands after `npm run agency --`
 * @returns lines to show
 * @throws {Refused} what is wrong and the way out; nothing was written
 */
export async function runCommand(argv: readonly string[], around: Surroundings): Promise<string[]> {
  const [act, isTry] = understood(argv, around);
  const undo = new Error('a dry run is undone');
  let lines: string[] = [];
  try {
    await around.db.$transaction(async (tx) => {
      lines = await act(tx, around);
      if (isTry) throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
    lines.push('', 'This was a dry run: nothing was written.');
  }
  return lines;
}

function understood(argv: readonly string[], around: Surroundings): [Act, isTry: boolean] {
  const [first = '', second = ''] = argv;
  switch (first === 'origin' || first === 'staff' ? `${first} ${second}` : first) {
    case 'add':
      return add(argv.slice(1), around);
    case 'set':
      return set(argv.slice(1), around);
    case 'show':
      return show(argv.slice(1));
    case 'origin add':
      return originAdd(argv.slice(2));
    case 'origin remove':
      return originRemove(argv.slice(2));
    case 'staff invite':
      return staffInvite(argv.slice(2));
    case 'staff remove':
      return staffRemove(argv.slice(2));
    default:
      throw new Refused(USAGE);
  }
}

function add(args: readonly string[], { read }: Surroundings): [Act, boolean] {
  const options = { ...factOptions, origin: list, fund: list, ...dryRun };
  const { values, positionals } = parsed(args, options, ['KEY']);
  const [key = ''] = positionals;
  const facts = factsOf(textsOf(values), read);
  const wanted = {
    key,
    facts,
    versions: versionsOf(textsOf(values), facts.name ?? key, read),
    pages: listOf(values['origin']).map(pageAddress),
    funds: listOf(values['fund']).map(fundIn),
  };
  const act: Act = async (tx, around) => {
    const isNew = await addAgency(tx, wanted, around.now);
    const agency = await agencyNamed(tx, key);
    const said = isNew
      ? `Taken on: ${agency.name}.`
      : `${agency.name} is there already, just so: nothing changed.`;
    return [said, '', ...(await agencyLines(tx, agency, around))];
  };
  return [act, values['dry-run'] === true];
}

function set(args: readonly string[], { read, now: asked }: Surroundings): [Act, boolean] {
  const { values, positionals } = parsed(args, { ...factOptions, fund: list, from: text, ...dryRun }, [
    'KEY',
  ]);
  const [key = ''] = positionals;
  const facts = factsOf(textsOf(values), read);
  const funds = listOf(values['fund']).map(fundIn);
  const act: Act = async (tx, around) => {
    const agency = await agencyNamed(tx, key);
    const today = localDay(asked, facts.timeZone ?? agency.timeZone);
    const from = fromDay(values['from'], today);
    const versions = versionsOf(textsOf(values), facts.name ?? agency.name, read, from);
    const changed = await setAgency(tx, agency, { facts, versions, funds }, around.now);
    const said =
      changed.length === 0 ? 'All of it was so: nothing changed.' : `Changed: ${changed.join(', ')}.`;
    return [said, '', ...(await agencyLines(tx, await agencyNamed(tx, key), around))];
  };
  return [act, values['dry-run'] === true];
}

function fromDay(given: unknown, today: string): string {
  if (typeof given !== 'string') return today;
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || Number.isNaN(Date.parse(given)))
    throw new Refused(`--from ${given}: must be a day, like ${today}.`);
  if (given < today)
    throw new Refused(
      `--from ${given}: payments went by the rules of days gone by. Choose ${today} or later.`,
    );
  return given;
}

function show(args: readonly string[]): [Act, boolean] {
  const { positionals } = parsed(args, dryRun, ['[KEY]']);
  const [key] = positionals;
  const act: Act = async (tx, around) =>
    key === undefined ? listLines(tx) : agencyLines(tx, await agencyNamed(tx, key), around);
  return [act, false];
}

function originAdd(args: readonly string[]): [Act, boolean] {
  const { values, positionals } = parsed(args, dryRun, ['KEY', 'PAGE']);
  const [key = '', address = ''] = positionals;
  const page = pageAddress(address);
  const act: Act = async (tx, around) => {
    const agency = await agencyNamed(tx, key);
    const isNew = await addOrigin(tx, agency, page, around.now);
    const said = isNew ? 'On the list' : 'On the list already';
    return [`${said}: ${page.origin}${page.path}`, '', ...(await agencyLines(tx, agency, around))];
  };
  return [act, values['dry-run'] === true];
}

function originRemove(args: readonly string[]): [Act, boolean] {
  const { values, positionals } = parsed(args, dryRun, ['KEY', 'ORIGIN']);
  const [key = '', address = ''] = positionals;
  const page = pageAddress(address);
  const act: Act = async (tx, around) => {
    const was = await removeOrigin(tx, await agencyNamed(tx, key), page.origin, around.now);
    return [
      was
        ? `Off the list: ${page.origin}. Its pages take no payments any more, and who was signed in there is signed out.`
        : `${page.origin} was not on the list: nothing changed.`,
    ];
  };
  return [act, values['dry-run'] === true];
}

function staffInvite(args: readonly string[]): [Act, boolean] {
  const { values, positionals } = parsed(args, { email: text, name: text, role: text, ...dryRun }, ['KEY']);
  const [key = ''] = positionals;
  const wanted = staffOf(textsOf(values));
  const hashing = new Passwords().hash(newToken()); // takes its time, and is not waited for in the transaction
  const act: Act = async (tx, { now, origin }) => {
    const agency = await agencyNamed(tx, key);
    const { link, until } = await inviteStaff(tx, agency, { wanted, unusable: await hashing, now, origin });
    return [
      `Invited: ${wanted.name}, ${wanted.role} at ${agency.name}. Give them this link and nobody else:`,
      '',
      link,
      '',
      `It sets their password, once, until ${until.toISOString().slice(0, 10)}. A newer link ends it.`,
    ];
  };
  return [act, values['dry-run'] === true];
}

function staffRemove(args: readonly string[]): [Act, boolean] {
  const { values, positionals } = parsed(args, { email: text, ...dryRun }, ['KEY']);
  const [key = ''] = positionals;
  const email = normaliseEmail(textsOf(values)['email'] ?? '');
  const hashing = new Passwords().hash(newToken());
  const act: Act = async (tx, { now }) => {
    const agency = await agencyNamed(tx, key);
    const name = await removeStaff(tx, agency, { email, unusable: await hashing, now });
    return [
      `Out: ${name} is signed out of the desk of ${agency.name}, and no password or link lets them in, until they are invited anew.`,
    ];
  };
  return [act, values['dry-run'] === true];
}
