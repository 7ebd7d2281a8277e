import type { Call } from './call.ts';
import { invalidParam } from './errors.ts';
import { either, hash, integer, text } from './params.ts';
import type { Filter, Kept, KeptType, Page, Range } from './shelf.ts';

/** The parameters that every list has. */
export const pageParams = { limit: integer(1, 100), starting_after: text(), ending_before: text() };

const instant = integer(0);
export const createdParam = either(instant, hash({ gt: instant, gte: instant, lt: instant, lte: instant }));

export function createdRange(created: number | Range | undefined): Range {
  return typeof created === 'number' ? { gte: created, lte: created } : (created ?? {});
}

/** @throws {StripeError} 400 for a filter that names nobody; one who was deleted is still known */
export function requireCustomer({ shelf }: Call, id: string | undefined): void {
  if (id !== undefined && !shelf.isBuried(id)) shelf.given('customer', id, 'customer');
}

/** Stripe's list envelope around one page of an account's objects. */
export function listOf<T extends KeptType>(
  { shelf }: Call,
  type: T,
  url: string,
  {
    filter = {},
    page,
    show = (object) => object,
  }: { filter?: Filter; page: Page; show?: (object: Kept[T]) => object },
) {
  if (page.starting_after !== undefined && page.ending_before !== undefined) {
    throw invalidParam('You can only specify one of starting_after or ending_before', 'ending_before');
  }
  const { data, hasMore } = shelf.list(type, filter, page);
  return { object: 'list', data: data.map(show), has_more: hasMore, url };
}
