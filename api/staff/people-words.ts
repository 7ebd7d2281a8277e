import type { PersonStatus } from '../contract/index.ts';

/** How a person stands, in a file as on the desk (widget/desk/words-people.ts). */
const words = {
  owes: 'Owes',
  on_hold: 'On hold',
  paid_up: 'Paid up',
  nothing_charged: 'Nothing charged',
} as const satisfies Record<PersonStatus, string>;

export const personStatusWord = (status: PersonStatus): string => words[status];
