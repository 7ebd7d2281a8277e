import { expect, test } from 'vitest';
import { aPayerAccount } from '../../prisma/fixtures/payer-account.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { anAssessedObligation } from '../../workflows/ledger/fixtures.ts';
import { passwordHash } from '../test-agency.ts';
import { aWorld, given, PASSWORD, type World } from '../test-world.ts';
import { runCommand } from './command.ts';

const KEY = 'pk_harbor-county';
const PAGE = 'https://www.harbor.example';
const named = ['--name', 'Harbor County', '--time-zone', 'America/Chicago', '--phone', '(555) 555-0100'];
const paid = ['--statement', 'HARBOR CO', '--stripe-account', 'acct_harbor'];
const rules = ['--preset', 'tx', '--fee', '25=1.50,500=2.00', '--limit', '5..500'];
const places = ['--origin', `${PAGE}/pay`, '--fund', 'SUP=Supervision fees'];
const whole = ['add', 'harbor-county', ...named, ...paid, ...rules, ...places];

const settings = {
  places: [{ kind: 'office', name: 'Window 3', address: '12 Quay', takes: ['cash'] }],
  brand: { light: { primary: '#0f5470', onPrimary: '#ffffff' } },
  officeHours: [{ from: 1, to: 5, opens: '08:00', closes: '17:00' }],
};
const place = (over: object) => ({ kind: 'office', name: 'a', address: 'b', takes: ['cash'], ...over });
const order = {
  chosenBy: 'payment_date',
  dueFirst: false,
  cases: 'together',
  steps: [{ pay: 'all_others', by: 'balance' }],
};
const files: Record<string, string> = {
  'settings.json': JSON.stringify(settings),
  'pale.json': JSON.stringify({ brand: { light: { primary: '#eeeeee', onPrimary: '#ffffff' } } }),
  'torn.json': '{"places": [',
  'spanish.json': JSON.stringify({ places: [place({ name: { en: 'Window 3', es: 'Ventanilla 3' } })] }),
  'half.json': JSON.stringify({ places: [place({ name: { en: 'Window 3' } })] }),
  'empty.json': JSON.stringify({ places: [place({ address: { en: '12 Quay', es: ' ' } })] }),
  'french.json': JSON.stringify({ places: [place({ name: { en: 'a', es: 'b', fr: 'c' } })] }),
  'long.json': JSON.stringify({ places: [place({ name: { en: 'a', es: 'b'.repeat(81) } })] }),
  'order.json': JSON.stringify({ ...order, name: { en: 'County order', es: 'Orden del condado' } }),
  'half-order.json': JSON.stringify({ ...order, name: { es: 'Orden del condado' } }),
  'debits.json': JSON.stringify({ bankDebits: true }),
  'fees.json': JSON.stringify({
    name: 'Cards and debits',
    paidBy: 'payer',
    rounding: { to: 'nearest' },
    tables: (['card', 'bank_debit'] as const).map((tender, free) => ({
      tenders: [tender],
      bands: [{ fromCents: 1, upToCents: null, flatCents: free ? 0 : 150, basisPoints: 0 }],
    })),
  }),
};

function agency(world: World, ...argv: string[]): Promise<string> {
  const { db } = world.database;
  const read = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  };
  const around = { db, now: world.now(), origin: 'https://pay.example.org', read };
  return runCommand(argv, around).then((lines) => lines.join('\n'));
}
const refusal = (world: World, ...argv: string[]): Promise<string> =>
  agency(world, ...argv).then(
    (said) => `not refused: ${said}`,
    (error: unknown) => (error instanceof Error && error.name === 'Refused' ? error.message : String(error)),
  );
/** The options, with one of them another. */
const but = (option: string, value: string) =>
  whole.map((each, n) => (whole[n - 1] === option ? value : each));

async function rowsOf({ database: { read } }: World): Promise<string> {
  const include = { origins: true, policies: true, funds: true, staff: true };
  const rows = [await read.agency.findMany({ include }), await read.auditEntry.findMany()];
  return JSON.stringify(rows);
}
const theAgency = ({ database: { read } }: World) =>
  read.agency.findUniqueOrThrow({
    where: { publishableKey: KEY },
    include: { policies: true, origins: true },
  });

test('an agency that was taken on opens on its page, and there is a price for what its people owe', async () => {
  const world = await aWorld();
  const said = await agency(world, ...whole, '--settings', 'settings.json');
  expect(said).toContain('Taken on: Harbor County.');
  expect(said).toContain('src="https://pay.example.org/widget/v1/onward-pay.js"');
  expect(said).toContain(`<onward-pay agency="${KEY}">`);
  const page = { key: KEY, origin: PAGE };
  const view = given(await world.call('agency', 'view', {}, page));
  expect(view).toMatchObject({
    name: 'Harbor County',
    timeZone: 'America/Chicago',
    stripe: { account: 'acct_harbor' },
  });
  expect(view).toMatchObject({ ...settings, places: [{ name: 'Window 3', hours: [] }] });

  const { id: agencyId } = await theAgency(world);
  const { db } = world.database;
  const person = await aPerson(db, { agencyId });
  const owed = await anAssessedObligation(db, { agencyId, personIds: [person.id], kind: 'court_costs' });
  const email = 'pat@harbor.example';
  await aPayerAccount(db, { agencyId, email, passwordHash: await passwordHash, personId: person.id });
  const signedIn = given(await world.call('auth', 'signIn', { email, password: PASSWORD }, page));
  const token = signedIn.ok ? signedIn.session.accessToken : '';
  const choice = { kind: 'other' as const, amountCents: 1_000 };
  const selection = { personId: person.id, obligationIds: [owed.id], choice };
  const quoted = given(await world.call('payer', 'quote', selection, { ...page, token }));
  expect(quoted).toMatchObject({ ok: true, quote: { amountCents: 1_000, feeCents: 150 } });
});

test('a fee that leaps for one cent more is taken, and told to who enters it, of a later rule too', async () => {
  const world = await aWorld();
  expect(await agency(world, ...whole)).not.toContain('fee leaps');
  const leap = /the fee of \$50\.00 is \$2\.00, that of one cent more \$8\.00/;
  const fee = ['--fee', '25=1.50,50=2.00,500=8.00'];
  const later = await agency(world, 'set', KEY, ...fee, '--from', '2027-01-01');
  expect(later).toMatch(
    new RegExp(`later +another fee rule, from 2027-01-01\n  later +card: ${leap.source}`),
  );
  expect(later).not.toContain('fee leaps');
  expect(await agency(world, 'set', KEY, ...fee)).toMatch(new RegExp(`fee leaps +card: ${leap.source}`));
});

test('an agency’s own words are taken in both languages, and reach its page in both', async () => {
  const world = await aWorld();
  const said = await agency(world, ...but('--preset', 'order.json'), '--settings', 'spanish.json');
  expect(said).toContain('County order, from');
  const view = given(await world.call('agency', 'view', {}, { key: KEY, origin: PAGE }));
  expect(view.places).toMatchObject([{ name: { en: 'Window 3', es: 'Ventanilla 3' }, address: 'b' }]);
  const { policies } = await theAgency(world);
  expect(policies.find(({ kind }) => kind === 'allocation')?.rule).toMatchObject({
    name: { en: 'County order', es: 'Orden del condado' },
  });
});

test('bank debits that the fee has no table for are said not to be offered, with the way out', async () => {
  const world = await aWorld();
  const said = await agency(world, ...whole, '--settings', 'debits.json');
  expect(said).toMatch(/bank debits +not offered, though the settings say so: .*bank_debit.*--fee/);
  expect(await agency(world, 'set', 'harbor-county', '--fee', 'fees.json')).toMatch(/bank debits +offered\n/);
  expect(await agency(world, 'set', 'harbor-county', '--settings', 'settings.json')).not.toContain(
    'bank debits',
  );
});

test('the same command again changes nothing; another agency under its key is refused with what differs', async () => {
  const world = await aWorld();
  await agency(world, ...whole);
  const before = await rowsOf(world);
  expect(await agency(world, ...whole)).toContain('nothing changed');
  const other = await refusal(world, ...but('--phone', '(555) 555-0199'), '--fund', 'LAB=Drug tests');
  expect(other).toContain('its phone is another');
  expect(other).toContain('its fund LAB is not there');
  expect(await rowsOf(world)).toBe(before);
});

test('a dry run says all that would be done, and writes nothing', async () => {
  const world = await aWorld();
  const before = await rowsOf(world);
  const said = await agency(world, ...whole, '--dry-run');
  expect(said).toContain('Taken on: Harbor County.');
  expect(said).toContain('nothing was written');
  expect(await rowsOf(world)).toBe(before);
});

const wrong = [
  ['--time-zone', 'Chicago', 'IANA name'],
  ['--language', 'fr', 'en or es'],
  ['--phone', 'call us', '(555) 555-0100'],
  ['--statement', 'HARBOR COUNTY PROBATION', 'at most 22'],
  ['--preset', 'ZZ', 'one of PA, MI'],
  ['--fee', '25=1.50,20=2.00', 'overlaps'],
  ['--fee', '25=1,5', 'an amount in dollars'],
  ['--limit', '50..5', 'least is above the most'],
  ['--settings', 'pale.json', 'brand.light'],
  ['--settings', 'half.json', '(places.0.name.es): must be given too'],
  ['--settings', 'empty.json', '(places.0.address.es): must not be empty'],
  ['--settings', 'french.json', '(places.0.name.fr): is no language that payers read here'],
  ['--settings', 'long.json', '(places.0.name.es): must be at most 80 characters'],
  ['--preset', 'half-order.json', '(name.en): must be given too'],
  ['--settings', 'torn.json', 'is not JSON'],
  ['--settings', 'nowhere.json', 'cannot be read'],
  ['--fund', 'supervision', 'SUP='],
  ['--stripe-account', 'cus_1', 'acct_'],
  ['--origin', 'http://www.harbor.example', 'must be https'],
  ['--origin', 'https://WWW.harbor.example', 'https://www.harbor.example'],
  ['--origin', 'https://www.harbor.example:443', 'https://www.harbor.example'],
  ['--origin', 'https://*.harbor.example', 'patterns'],
  ['--origin', 'www.harbor.example', 'https://'],
  ['--origin', 'https://www.harbor.example/pay#now', 'without #'],
] as const;

test('each wrong value is refused by the name of its option, with the way out, and nothing is written', async () => {
  const world = await aWorld();
  const before = await rowsOf(world);
  for (const [option, value, way] of wrong) {
    const typed = whole.includes(option) ? but(option, value) : [...whole, option, value];
    const said = await refusal(world, ...typed);
    expect(said).toMatch(new RegExp(`^${option}`, 'm'));
    expect(said).toContain(way);
  }
  expect(await rowsOf(world)).toBe(before);
});

test('what a new agency lacks is asked for, all of it at once', async () => {
  const said = await refusal(await aWorld(), 'add', 'harbor-county');
  for (const option of ['--name', '--time-zone', '--phone', '--statement', '--preset', '--fee', '--limit'])
    expect(said).toContain(option);
});

test('an option that a command does not have is told, with those that it has', async () => {
  const world = await aWorld();
  expect(await refusal(world, 'show', '--fee', 'none')).toContain('Usage: npm run agency');
  expect(await refusal(world, 'origin', 'add', 'harbor-county')).toContain('KEY and PAGE');
  expect(await refusal(world, 'show', 'nobody')).toContain('There are: pk_onward_agency-a');
});

test('two agencies never share an account at Stripe', async () => {
  const world = await aWorld();
  expect(await refusal(world, ...but('--stripe-account', 'acct_a'))).toContain('pk_onward_agency-a');
  const ownKey = whole.filter((each) => each !== '--stripe-account' && each !== 'acct_harbor');
  await agency(world, ...ownKey);
  const second = ['add', 'second', ...ownKey.slice(2)];
  expect(await refusal(world, ...second)).toContain('needs --stripe-account');
});

test('a new rule holds from its day on, and the one before stays as it was', async () => {
  const world = await aWorld();
  await agency(world, ...whole);
  const [, before] = (await theAgency(world)).policies;
  const said = await agency(world, 'set', KEY, '--fee', 'none', '--from', '2027-01-01');
  expect(said).toContain('another fee rule, from 2027-01-01');
  const fees = (await theAgency(world)).policies.filter(({ kind }) => kind === 'fee');
  expect(fees.map(({ version, effectiveFrom }) => [version, effectiveFrom])).toEqual([
    [1, '1900-01-01'],
    [2, '2027-01-01'],
  ]);
  expect(fees[0]).toEqual(before);
  expect(await agency(world, 'set', KEY, '--fee', 'none', '--from', '2027-01-01')).toContain(
    'nothing changed',
  );
  expect(await refusal(world, 'set', KEY, '--fee', '25=1.50', '--from', '2027-01-01')).toContain(
    'that day already',
  );
  expect(await refusal(world, 'set', KEY, '--fee', 'none', '--from', '2026-01-01')).toContain('--from');
});

test('facts change one by one and are in the audit trail; a time zone does not once there are payments', async () => {
  const world = await aWorld();
  await agency(world, 'set', 'onward_agency-a', '--phone', '(555) 555-0111', '--fund', 'LAB=Drug tests');
  const { db, read } = world.database;
  expect(await read.agency.findUnique({ where: { id: world.a.id } })).toMatchObject({
    phone: '(555) 555-0111',
  });
  const entry = await read.auditEntry.findFirstOrThrow({ where: { action: 'agency.changed' } });
  expect(entry).toMatchObject({
    agencyId: world.a.id,
    actorKind: 'system',
    detail: { by: 'command', fields: 'phone fund:LAB' },
  });
  await aPayment(db, { obligation: world.a.fee });
  expect(await refusal(world, 'set', 'onward_agency-a', '--time-zone', 'America/Chicago')).toContain(
    'timeZone cannot change',
  );
});

test('an origin on the list opens its page; off the list it opens nothing, and who was signed in there is signed out', async () => {
  const world = await aWorld();
  const key = world.a.key;
  const other = 'https://other.example:8443';
  const opens = async () => (await world.call('agency', 'view', {}, { key, origin: other })).status;
  expect(await opens()).toBe(403);
  expect(await agency(world, 'origin', 'add', key, `${other}/pay`)).toContain(`On the list: ${other}/pay`);
  expect(await agency(world, 'origin', 'add', key, `${other}/pay`)).toContain('already');
  expect(await opens()).toBe(200);
  const who = { email: world.a.account.email, password: PASSWORD };
  given(await world.call('auth', 'signIn', who, { key, origin: other }));
  expect(await agency(world, 'origin', 'remove', key, other)).toContain('Off the list');
  expect(await agency(world, 'origin', 'remove', key, other)).toContain('nothing changed');
  expect(await opens()).toBe(403);
  const { read } = world.database;
  expect(await read.session.count({ where: { origin: other, revokedAt: null } })).toBe(0);
  const actions = await read.auditEntry.findMany({
    where: { action: { startsWith: 'agency.origin' } },
    orderBy: { at: 'asc' },
  });
  expect(actions.map(({ action }) => action).toSorted()).toEqual([
    'agency.origin_added',
    'agency.origin_removed',
  ]);
});
