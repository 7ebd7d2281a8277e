import type { PaymentsList } from '../../api/contract/index.ts';
import type { PaymentsQuery } from './calls.ts';

/** What the payments list is narrowed to, as it stands in the fields; '' is nothing. */
export interface Filters {
  text: string;
  state: string;
  from: string;
  to: string;
  way: string;
  /** Dollars, as they are typed. */
  least: string;
  most: string;
  kind: string;
  office: string;
}

export const ORDERS = ['newest', 'oldest', 'largest', 'smallest'] as const;
export type Order = (typeof ORDERS)[number];

export const KINDS = ['supervision_fee', 'restitution', 'drug_test', 'court_costs'] as const;

export const NO_FILTERS: Filters = {
  text: '',
  state: '',
  from: '',
  to: '',
  way: '',
  least: '',
  most: '',
  kind: '',
  office: '',
};

/** Those that go into the address: all but what was searched for, which is somebody's name. */
const IN_ADDRESS = ['state', 'from', 'to', 'way', 'least', 'most', 'kind', 'office'] as const;

/** Why the filters cannot be asked. */
export type FilterProblem = 'days' | 'amount' | 'amounts';

export function problemOf({ from, to, least, most }: Filters): FilterProblem | undefined {
  if (from !== '' && to !== '' && from > to) return 'days';
  const [low, high] = [centsOf(least), centsOf(most)];
  if (Number.isNaN(low) || Number.isNaN(high)) return 'amount';
  return low !== undefined && high !== undefined && low > high ? 'amounts' : undefined;
}

/** Dollars as typed → cents; NaN: that is no amount. */
export function centsOf(typed: string): number | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const [, dollars, cents = ''] = /^\$?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{2}))?$/.exec(text) ?? [];
  return dollars === undefined ? Number.NaN : Number(dollars.replaceAll(',', '')) * 100 + Number(cents);
}

/** Cents → as a field has them. */
export const dollarsOf = (cents: number | undefined): string =>
  cents === undefined ? '' : (cents / 100).toFixed(2);

/** What to ask the server: only what is set. */
export function queryOf(filters: Filters, order: Order): PaymentsQuery {
  const text = filters.text.trim();
  return { ...listOf(filters, order), ...(text !== '' && { text }) };
}

/** What a saved view keeps. */
export function listOf(
  { state, from, to, way, least, most, kind, office }: Filters,
  order: Order,
): PaymentsList {
  const [leastCents, mostCents] = [centsOf(least), centsOf(most)];
  const known = KINDS.find((name) => name === kind);
  return {
    ...(state && { state }),
    ...(from && { from }),
    ...(to && { to }),
    ...(way && { way }),
    ...(leastCents !== undefined && { leastCents }),
    ...(mostCents !== undefined && { mostCents }),
    ...(known && { kind: known }),
    ...(office && { office }),
    ...(order !== 'newest' && { order }),
  };
}

/** A saved view's filters, with nothing searched for. */
export function filtersOf(list: PaymentsList): { filters: Filters; order: Order } {
  const { state = '', from = '', to = '', way = '', kind = '', office = '', order = 'newest' } = list;
  const [least, most] = [dollarsOf(list.leastCents), dollarsOf(list.mostCents)];
  return { filters: { text: '', state, from, to, way, least, most, kind, office }, order };
}

/** As the address has them, the same list always the same; '' where none is set. */
export function addressOf(filters: Filters, order: Order): string {
  const { least, most } = filters;
  const written = { ...filters, least: asWritten(least), most: asWritten(most) };
  const set = IN_ADDRESS.flatMap((name): [string, string][] =>
    written[name] === '' ? [] : [[name, written[name]]],
  );
  return new URLSearchParams([...set, ...(order === 'newest' ? [] : [['order', order]])]).toString();
}

/** An amount as a saved view has it, however it was typed; what is none stays as it is. */
function asWritten(typed: string): string {
  const cents = centsOf(typed);
  return Number.isNaN(cents) ? typed : dollarsOf(cents);
}

/** From an address; what it does not name, or names wrongly, is not set. */
export function fromAddress(address: string): { filters: Filters; order: Order } {
  const given = new URLSearchParams(address);
  const filters = { ...NO_FILTERS };
  for (const name of IN_ADDRESS) filters[name] = given.get(name)?.slice(0, 200) ?? '';
  for (const day of ['from', 'to'] as const) if (!/^\d{4}-\d{2}-\d{2}$/.test(filters[day])) filters[day] = '';
  return { filters, order: ORDERS.find((order) => order === given.get('order')) ?? 'newest' };
}
