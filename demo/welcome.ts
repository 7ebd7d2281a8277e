import type { Addresses } from './demo.ts';
import { TEST_ROUTING_NUMBER } from './stripe/cards/bank-accounts.ts';
import { newcomer, payers, staff } from './sample/world.ts';
import { worldRows, type WorldPage } from './world/pages.ts';

const unmatched = `any e-mail; agency ID ${newcomer.agencyId}, born ${newcomer.birthDate}`;
const taken = `any e-mail; the sample’s spare record is matched already: for another, start with a new ONWARD_DATA`;

/** What a start prints at its end: where to go, and who to be there. */
export function welcome(
  { agency, desk, mail, stripe }: Addresses,
  sample: { newcomerIsFree: boolean; worldPages?: readonly WorldPage[] },
): string {
  const [payer] = payers;
  const rows: (readonly [string, string])[] = [
    ['Agency’s page', agency],
    ['  sign in', `${payer.email}  ${payer.password}`],
    ['  or create an account', sample.newcomerIsFree ? unmatched : taken],
    ...(stripe
      ? ([
          ['  cards', '4242 4242 4242 4242 pays, 4000 0000 0000 0002 is declined; any later date, any code'],
          ['', '4000 0025 0000 3155 pays once its bank’s check (3-D Secure) is passed'],
          [
            '  bank account',
            `routing ${TEST_ROUTING_NUMBER}; account 000123456789 pays, 000222222227 has no money`,
          ],
        ] as const)
      : []),
    ['Desk', desk],
    ...staff.map(({ email, password, role }) => [`  ${role}`, `${email}  ${password}`] as const),
    ...worldRows(sample.worldPages ?? []),
    mail ? ['Mail sandbox', mail] : ['Mail', 'goes out by SMTP_URL'],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return ['Ready. Ctrl-C ends it.', '', ...rows.map(([name, value]) => name.padEnd(width) + value)].join(
    '\n',
  );
}
