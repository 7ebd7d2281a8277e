import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Db } from '../../prisma/client.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { BYTE_ORDER_MARK, csvLine } from './csv.ts';
import type { Export, ExportScope } from './export-file.ts';
import { dollars, localFormat, utc } from './export-rows.ts';
import { catchUpOwed } from './owed-order.ts';
import { listedPeople, type ListedPerson } from './listed-people.ts';
import { peopleListInput, trailOf, type WantedPeople } from './people-filters.ts';
import { peoplePage, type PersonPlace } from './people-page.ts';
import { personStatusWord } from './people-words.ts';

const PAGE = 500;
const TESTED_MOST = 5_000;

const HEAD = [
  'Person ID',
  'Family name',
  'Given name',
  'Office',
  'Status',
  'Balance USD',
  'Past due USD',
  'On hold USD',
  'As of (local)',
  'As of (UTC)',
  'Time zone',
];

/** People by the filters of the list, in its order. */
export const peopleExport: Export<WantedPeople> = {
  name: 'people',
  input: peopleListInput.strict(),
  what: () => 'people',
  filters: trailOf,
  lines: peopleLines,
};

/** A page at a time, so that neither memory nor another caller suffers from its length. */
async function* peopleLines(
  { db, read }: { db: Db; read: Db },
  { agencyId, timeZone, before }: ExportScope,
  wanted: WantedPeople,
  done: (rows: number) => Promise<void>,
): AsyncGenerator<string> {
  const today = localDay(before, timeZone);
  if (wanted.order === 'owed') await catchUpOwed({ db, read }, agencyId);
  const asOf = [localFormat(timeZone)(before), utc(before), timeZone];
  yield BYTE_ORDER_MARK + csvLine(HEAD);
  let count = 0;
  let after: PersonPlace | undefined;
  do {
    const at = { agencyId, today, wanted, limit: PAGE, after, testedMost: TESTED_MOST };
    const page = await peoplePage(read, at);
    const people = await listedPeople(read, { agencyId, today }, page.ids);
    count += people.length;
    if (people.length > 0) yield people.map((person) => csvLine([...cellsOf(person), ...asOf])).join('');
    after = page.next;
    await turnOfTheLoop();
  } while (after !== undefined);
  await done(count);
}

const cellsOf = (person: ListedPerson): string[] => [
  person.agencyPersonId,
  person.familyName,
  person.givenName,
  person.office,
  personStatusWord(person.status),
  dollars(person.owedCents),
  dollars(person.pastDueCents),
  dollars(person.heldCents),
];
