import type { SessionView } from '../../api/contract/index.ts';
import { ApiError } from './api-error.ts';
import { emit } from './events.ts';
import type { Flow } from './flow.ts';
import { nothingChosen } from './state.ts';

/** Open the element: its agency, the session that the cookie holds, a payment that a reload interrupted. */
export async function open(flow: Flow): Promise<void> {
  await flow.act(async () => {
    try {
      const [agency, session] = await Promise.all([flow.api.view(), flow.api.resume()]);
      flow.set({ agency, closed: undefined });
      await flow.speak(flow.words.language);
      if (session) await enter(flow, session, false);
      else flow.go('sign-in', {}, false);
      emit(flow.host, 'onward-ready', {});
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'not_allowed')) flow.go('unavailable', { closed: 'unavailable' }, false);
      throw error;
    }
  });
}

/** Signed in: go on where this payer left off, or begin. */
export async function enter(flow: Flow, session: SessionView, focus = true): Promise<void> {
  const { account } = session;
  flow.session.keep(session);
  const before = flow.state.account;
  const same = before?.email === account.email;
  flow.set({ account, ...(same ? {} : { draft: {}, ...nothingChosen() }) });
  emit(flow.host, 'onward-auth', { signedIn: true });
  await settleLanguage(flow, session);
  if (flow.state.expired && same) {
    flow.set({ expired: false, problems: [] });
    flow.focusNext = 'title';
    flow.paying.resume();
    return;
  }
  flow.set({ expired: false });
  const { payment } = await flow.api.open();
  if (payment) return flow.paying.follow(payment, focus);
  await goToOwed(flow, focus);
}

/** What is owed by the first person this account may pay for, or the step that finds one. */
export async function goToOwed(flow: Flow, focus = true): Promise<void> {
  const people = flow.state.account?.people ?? [];
  const personId = flow.state.personId ?? people[0]?.id;
  if (personId === undefined) return flow.go('match-record', {}, focus);
  const owed = await flow.api.owed(personId);
  flow.card.close();
  flow.go('owe', { ...nothingChosen(), personId, owed, choice: owed.dueCents > 0 ? 'due_now' : 'everything' }, focus);
  flow.quoting.ask();
}

/** Sign out here and in the cookie; also when the server does not hear of it, nothing stays in this page. */
export async function signOut(flow: Flow): Promise<void> {
  await flow.act(async () => {
    const told = flow.api.signOut();
    flow.session.forget();
    flow.paying.stop();
    flow.card.close();
    flow.go('sign-in', { account: undefined, expired: false, draft: {}, ...nothingChosen() });
    emit(flow.host, 'onward-auth', { signedIn: false });
    await told.catch(() => undefined);
  });
}

/** A language picked on this page goes to the account; else the account's own is spoken. */
async function settleLanguage(flow: Flow, { account }: SessionView): Promise<void> {
  if (account.language === flow.words.language) return;
  if (flow.languageChosen) await flow.api.setLanguage(flow.words.language).catch(() => undefined);
  else await flow.speak(account.language);
}
