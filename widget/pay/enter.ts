import type { SessionView } from '../../api/contract/index.ts';
import { forgetLanguage } from '../i18n/language.ts';
import { ApiError } from './api-error.ts';
import type { Flow } from './flow.ts';
import { mailedLink } from './return-parameters.ts';
import { nothingChosen } from './state.ts';
import { awaitCode } from './steps/code-entry.ts';

/** Open the element: its agency, the session that the cookie holds, a payment that a reload interrupted. */
export async function open(flow: Flow): Promise<void> {
  if (!flow.agency.trim()) {
    flow.emit('onward-error', { code: 'no_agency', recoverable: false });
    return flow.go('unavailable', { closed: 'no_agency' }, false);
  }
  await flow.act(async () => {
    try {
      const viewed = flow.api.view().then((agency) => {
        flow.host.dress(agency.brand);
        flow.set({ agency });
      });
      const [, session] = await Promise.all([viewed, mailedLink.token ? null : flow.api.resume()]);
      flow.set({ closed: undefined });
      await flow.speak(flow.words.language);
      if (mailedLink.token) await openLink(flow, false);
      else if (session) await enter(flow, session, false);
      else begin(flow);
      flow.emit('onward-ready', {});
      void flow.payer().catch(() => undefined); // ahead of need; when it is needed and lacking, that is told
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'not_allowed'))
        flow.go('unavailable', { closed: 'unavailable' }, false);
      throw error;
    }
  });
}

/** The first step; after a reload that came before the code of a sign-up, its code. */
function begin(flow: Flow): void {
  const waiting = flow.api.waiting();
  if (!waiting) return flow.go('sign-in', {}, false);
  flow.go('verify-email', { draft: { email: waiting.email } }, false);
  awaitCode(flow, waiting.pending); // it may have been mailed just now: then none is sent, and none may be promised
}

/** A mailed link for a new password: what it asks, or that it opens nothing any more. */
export async function openLink(flow: Flow, focus = true): Promise<void> {
  const { token } = mailedLink;
  const answer = await flow.api.openReset({ token });
  mailedLink.token = '';
  if (!answer.ok) {
    return flow.go('forgot-password', { problems: [{ say: flow.sayRefusal(answer.refusal) }] }, focus);
  }
  if (!flow.languageChosen) await flow.speak(answer.reset.language);
  const payer = await flow.payer();
  await payer.openReset(token, answer.reset, focus);
}

/** Signed in: go on where this payer left off, or begin. */
export async function enter(flow: Flow, session: SessionView, focus = true): Promise<void> {
  const { account } = session;
  flow.session.keep(session);
  const before = flow.state.account;
  const same = before?.email === account.email;
  const payer = await flow.payer();
  if (!same) payer.close(); // another's card form and try
  flow.set({ account, ...(same ? {} : { draft: {}, ...nothingChosen() }) });
  flow.emit('onward-auth', { signedIn: true });
  await settleLanguage(flow, session);
  const over = { expired: false, codeAsked: false };
  if (flow.state.expired && same) {
    flow.set({ ...over, problems: [] });
    flow.focusNext = 'title';
    payer.paying.resume();
    return;
  }
  flow.set(over);
  await payer.goOn(focus);
}

/** Sign out here and in the cookie; also when the server does not hear of it, nothing stays in this page. */
export async function signOut(flow: Flow): Promise<void> {
  await flow.act(async () => {
    const told = flow.api.signOut();
    leave(flow);
    flow.tellSignedOut();
    await told.catch(() => undefined);
  });
}

/** Back to the sign-in; nothing of the payer stays in this page. */
export function leave(flow: Flow, focus = true): void {
  const gone = {
    account: undefined,
    expired: false,
    codeAsked: false,
    trouble: undefined,
    draft: {},
    ...nothingChosen(),
  };
  flow.session.forget();
  flow.languageChosen = false; // who comes next has a language of their own
  forgetLanguage();
  flow.part?.close();
  flow.go('sign-in', gone, focus);
  flow.emit('onward-auth', { signedIn: false });
}

/** A language picked on this page goes to the account; else the account's own is spoken. */
async function settleLanguage(flow: Flow, { account }: SessionView): Promise<void> {
  if (account.language === flow.words.language) return;
  if (flow.languageChosen) await flow.api.setLanguage(flow.words.language).catch(() => undefined);
  else await flow.speak(account.language);
}
