import type { PeopleList } from '../../api/contract/index.ts';
import { KINDS } from './filters.ts';

/** What the list of people is narrowed to, as it stands in the fields; '' is nothing. */
export interface PeopleFilters {
  text: string;
  status: string;
  pastDue: string;
  kind: string;
  office: string;
}

export const STATUSES = ['owes', 'on_hold', 'paid_up', 'nothing_charged'] as const;
export const LATENESS = ['yes', 'no'] as const;
export const PEOPLE_ORDERS = ['name', 'id', 'owed'] as const;
export type PeopleOrder = (typeof PEOPLE_ORDERS)[number];

export const NO_PEOPLE_FILTERS: PeopleFilters = { text: '', status: '', pastDue: '', kind: '', office: '' };

/** Those that go into the address: all but what was searched for, which is somebody's name. */
const IN_ADDRESS = ['status', 'pastDue', 'kind', 'office'] as const;

/** What to ask the server: only what is set. */
export function peopleQuery(filters: PeopleFilters, order: PeopleOrder): PeopleList & { text?: string } {
  const text = filters.text.trim();
  const status = STATUSES.find((one) => one === filters.status);
  const pastDue = LATENESS.find((one) => one === filters.pastDue);
  const kind = KINDS.find((one) => one === filters.kind);
  return {
    ...(text !== '' && { text }),
    ...(status && { status }),
    ...(pastDue && { pastDue }),
    ...(kind && { kind }),
    ...(filters.office && { office: filters.office }),
    ...(order !== 'name' && { order }),
  };
}

/** As the address has them, the same list always the same; '' where none is set. */
export function peopleAddress(filters: PeopleFilters, order: PeopleOrder): string {
  const set = IN_ADDRESS.flatMap((name): [string, string][] =>
    filters[name] === '' ? [] : [[name, filters[name]]],
  );
  return new URLSearchParams([...set, ...(order === 'name' ? [] : [['order', order]])]).toString();
}

/** From an address; what it does not name, or names wrongly, is not set. */
export function peopleFromAddress(address: string): { filters: PeopleFilters; order: PeopleOrder } {
  const given = new URLSearchParams(address);
  const one = (name: string, of: readonly string[]) => of.find((each) => each === given.get(name)) ?? '';
  const filters = {
    text: '',
    status: one('status', STATUSES),
    pastDue: one('pastDue', LATENESS),
    kind: one('kind', KINDS),
    office: given.get('office')?.slice(0, 200) ?? '',
  };
  return { filters, order: PEOPLE_ORDERS.find((order) => order === given.get('order')) ?? 'name' };
}
