/** A state machine as data: state → event → state. A missing edge is a refusal. */
export type StateTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type StateOf<T extends StateTable> = Extract<keyof T, string>;

/** Every event that labels an edge of the table. */
export type EventOf<T extends StateTable> = { [S in keyof T]: Extract<keyof T[S], string> }[keyof T];

/** Where the event leads from the state, or null where the table has no such edge. */
export function next<T extends StateTable>(table: T, from: StateOf<T>, event: EventOf<T>): StateOf<T> | null {
  const to: string | undefined = table[from]?.[event];
  return to === undefined ? null : stateOf(table, to);
}

/** All events of the table, in alphabetical order. */
export function eventsOf<T extends StateTable>(table: T): EventOf<T>[] {
  const names = new Set(Object.values(table).flatMap((edges) => Object.keys(edges)));
  return [...names].toSorted() as EventOf<T>[];
}

/** Every (state, event) pair with where it leads, for an exhaustive test. */
export function pairs<T extends StateTable>(table: T): [StateOf<T>, EventOf<T>, StateOf<T> | null][] {
  return statesOf(table).flatMap((from) =>
    eventsOf(table).map((event): [StateOf<T>, EventOf<T>, StateOf<T> | null] => [
      from,
      event,
      next(table, from, event),
    ]),
  );
}

/** States that some path of at least one edge leads to. */
export function reachable<T extends StateTable>(table: T, from: StateOf<T>): Set<StateOf<T>> {
  const seen = new Set<StateOf<T>>();
  const open = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const to of Object.values<string>(table[state] ?? {})) {
      const name = stateOf(table, to);
      if (!seen.has(name)) open.push(name);
      seen.add(name);
    }
  }
  return seen;
}

export function statesOf<T extends StateTable>(table: T): StateOf<T>[] {
  return Object.keys(table) as StateOf<T>[];
}

/** A name from outside (a database row) as a state of the table. @throws {RangeError} not one of its states */
export function stateOf<T extends StateTable>(table: T, name: string): StateOf<T> {
  if (!Object.hasOwn(table, name)) throw new RangeError(`no such state: ${name}`);
  return name as StateOf<T>;
}
