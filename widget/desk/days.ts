/**
 * Things that happened, by local day: newest day first, newest first within it.
 * @param events oldest first
 * @param dayOf the same text for all moments of a local day
 */
export function byDay<T extends { at: string }>(
  events: readonly T[],
  dayOf: (iso: string) => string,
): { day: string; events: T[] }[] {
  const days = new Map<string, T[]>();
  for (const event of events.toReversed()) {
    const day = dayOf(event.at);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days].map(([day, events]) => ({ day, events }));
}
