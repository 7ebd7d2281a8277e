import type { Language, WaitingSignUp } from '../../api/contract/index.ts';
import { ApiError } from './api-error.ts';
import type { Session } from './session.ts';
import { trpcCall, type InputOf, type OutputOf, type Path } from './trpc-call.ts';

/** The payer's procedures, one function each. Every one rejects with an `ApiError` and nothing else. */
export type PayerApi = ReturnType<typeof payerApi>;

/**
 * The payer's side of the api.
 * @param origin of the api
 * @param agency publishable key
 * @param session gives the access token, and is asked to renew it once when a call comes back unauthenticated
 */
export function payerApi(origin: string, agency: string, session: Session) {
  const call = trpcCall(`${origin}/trpc`, () => {
    const token = session.token();
    return { 'x-onward': '1', 'x-onward-agency': agency, ...(token && { authorization: `Bearer ${token}` }) };
  });
  let waiting: WaitingSignUp | undefined;
  const resume = (used?: string) =>
    session.renew(used, async () => {
      const answer = await call('auth.refresh', {});
      waiting = answer.waiting;
      return answer;
    });
  /** As the payer who is signed in: a stale token is renewed through the cookie, once. */
  const signedIn = async <P extends PayerPath>(path: P, input: InputOf<P>): Promise<OutputOf<P>> => {
    const used = session.token();
    try {
      return await call(path, input);
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'signed_out') throw error;
      if (!(await resume(used))) throw error;
      return call(path, input);
    }
  };

  return {
    view: () => call('agency.view', {}),
    signUp: (input: InputOf<'auth.signUp'>) => call('auth.signUp', input),
    verifyEmail: (input: InputOf<'auth.verifyEmail'>) => call('auth.verifyEmail', input),
    resendCode: (input: InputOf<'auth.resendCode'>) => call('auth.resendCode', input),
    sendCode: (input: InputOf<'auth.sendCode'>) => call('auth.sendCode', input),
    forgotPassword: (input: InputOf<'auth.forgotPassword'>) => call('auth.forgotPassword', input),
    openReset: (input: InputOf<'auth.openReset'>) => call('auth.openReset', input),
    proveIdentity: (input: InputOf<'auth.proveIdentity'>) => call('auth.proveIdentity', input),
    setPassword: (input: InputOf<'auth.setPassword'>) => call('auth.setPassword', input),
    signIn: (input: InputOf<'auth.signIn'>) => call('auth.signIn', input),
    /** The session that the cookie still holds, or null. */
    resume: () => resume(),
    /** The sign-up that waits for its code in this browser, as `resume` heard of it. */
    waiting: () => waiting,
    signOut: () => call('auth.signOut', {}),
    setLanguage: (language: Language) => signedIn('account.setLanguage', { language }),
    match: (input: InputOf<'record.match'>) => signedIn('record.match', input),
    owed: (personId: string) => signedIn('payer.owed', { personId }),
    quote: (input: InputOf<'payer.quote'>) => signedIn('payer.quote', input),
    /** Ids and a choice; every amount is the server's. */
    pay: (input: InputOf<'payer.pay'>) => signedIn('payer.pay', input),
    tryAgain: (input: InputOf<'payer.tryAgain'>) => signedIn('payer.tryAgain', input),
    /** Let a payment go that was declined or waits for the bank; the answer is how it stands then. */
    cancel: (paymentId: string) => signedIn('payer.cancel', { paymentId }),
    status: (paymentId: string) => signedIn('payer.status', { paymentId }),
    keepDraft: (draft: InputOf<'payer.keepDraft'>) => signedIn('payer.keepDraft', draft),
    open: () => signedIn('payer.open', {}),
    statusOfAttempt: (attemptKey: string) => signedIn('payer.statusOfAttempt', { attemptKey }),
    history: (input: InputOf<'payer.history'>) => signedIn('payer.history', input),
  };
}

type PayerPath = Extract<Path, `account.${string}` | `record.${string}` | `payer.${string}`>;
