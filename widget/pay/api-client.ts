import { TRPCClientError, createTRPCClient, httpLink } from '@trpc/client';
import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter, Choice, Language } from '../../api/contract/index.ts';
import { ApiError, type ApiErrorKind } from './api-error.ts';
import type { Session } from './session.ts';

/** The payer's procedures, one function each. Every one rejects with an `ApiError` and nothing else. */
export type PayerApi = ReturnType<typeof payerApi>;

/** No answer by then counts as a lost one. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * The payer's side of the api.
 * @param origin of the api
 * @param agency publishable key
 * @param session gives the access token, and is asked to renew it once when a call comes back unauthenticated
 */
export function payerApi(origin: string, agency: string, session: Session) {
  const { agency: page, auth, account, record, payer } = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        methodOverride: 'POST',
        headers: () => {
          const token = session.token();
          return {
            'x-onward': '1',
            'x-onward-agency': agency,
            ...(token && { authorization: `Bearer ${token}` }),
          };
        },
        fetch: (url, { signal: _, ...init } = {}) =>
          fetch(url, { ...init, credentials: 'include', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
      }),
    ],
  });

  /** As the payer who is signed in: a stale token is renewed through the cookie, once. */
  const signedIn = async <T>(call: () => Promise<T>): Promise<T> => {
    const used = session.token();
    try {
      return await asApiError(call());
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'signed_out') throw error;
      if (!(await resume(used))) throw error;
      return asApiError(call());
    }
  };
  const resume = (used?: string) => session.renew(used, () => asApiError(auth.refresh.mutate({})));

  return {
    view: () => asApiError(page.view.query({})),
    signUp: (input: SignUpInput) => asApiError(auth.signUp.mutate(input)),
    verifyEmail: (input: { email: string; code: string }) => asApiError(auth.verifyEmail.mutate(input)),
    resendCode: (input: { email: string }) => asApiError(auth.resendCode.mutate(input)),
    signIn: (input: { email: string; password: string }) => asApiError(auth.signIn.mutate(input)),
    /** The session that the cookie still holds, or null. */
    resume: () => resume(),
    signOut: () => asApiError(auth.signOut.mutate({})),
    setLanguage: (language: Language) => signedIn(() => account.setLanguage.mutate({ language })),
    match: (input: { agencyPersonId: string; birthDate: string }) => signedIn(() => record.match.mutate(input)),
    owed: (personId: string) => signedIn(() => payer.owed.query({ personId })),
    quote: (input: { personId: string; obligationIds: string[]; choice: Choice }) =>
      signedIn(() => payer.quote.query(input)),
    pay: (input: PayInput) => signedIn(() => payer.pay.mutate(input)),
    tryAgain: (input: TryAgainInput) => signedIn(() => payer.tryAgain.mutate(input)),
    status: (paymentId: string) => signedIn(() => payer.status.query({ paymentId })),
    open: () => signedIn(() => payer.open.query({})),
    statusOfAttempt: (attemptKey: string) => signedIn(() => payer.statusOfAttempt.query({ attemptKey })),
    history: (cursor?: string) => signedIn(() => payer.history.query(cursor ? { cursor } : {})),
  };
}

type Inputs = inferRouterInputs<AppRouter>;
type PayInput = Inputs['payer']['pay'];
type TryAgainInput = Inputs['payer']['tryAgain'];
type SignUpInput = Inputs['auth']['signUp'];

async function asApiError<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw apiError(error);
  }
}

const kinds: Record<string, ApiErrorKind> = {
  UNAUTHORIZED: 'signed_out',
  FORBIDDEN: 'not_allowed',
  NOT_FOUND: 'not_found',
  BAD_REQUEST: 'bad_input',
  TOO_MANY_REQUESTS: 'too_many',
};

/** No shape of ours in the answer: it never came, or something between us answered. */
function apiError(error: unknown): ApiError {
  const data: unknown = error instanceof TRPCClientError ? error.data : undefined;
  if (typeof data !== 'object' || data === null) return new ApiError('unreachable');
  const { code, requestId, fields } = data as { code?: unknown; requestId?: unknown; fields?: unknown };
  const kind = (typeof code === 'string' && kinds[code]) || 'server';
  const paths = Array.isArray(fields) ? fields.map((field: { path?: unknown }) => String(field.path)) : [];
  return new ApiError(kind, typeof requestId === 'string' ? requestId : undefined, paths);
}
