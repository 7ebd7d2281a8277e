import type { DeskModel } from './desk-model.ts';
import { words } from './words.ts';

/** The page's title; it goes into the browser's history, so it names no person. */
export function titleOf({ phase, invitationForm, route, story: { story } }: DeskModel): string {
  if (phase === 'invited')
    return invitationForm?.kind === 'reset' ? words.title.newPassword : words.title.invitation;
  if (phase !== 'in') return words.title.signIn;
  if (route.view === 'today') return words.title.today;
  if (route.view === 'people' || route.view === 'person') return words.title.people;
  if (route.view === 'payments') return words.title.payments;
  const receipt = story?.payment.receiptNumber;
  return receipt === undefined ? words.title.somePayment : words.title.payment(String(receipt));
}
