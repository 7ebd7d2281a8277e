import type { Answer, SessionView } from '../../api/contract/index.ts';

/**
 * Who is signed in, by api and agency. In this module's memory only: never in storage, attributes, events or
 * addresses. Two elements of one agency on a page share it.
 */
const sessions = new Map<string, SessionView>();
const renewals = new Map<string, Promise<SessionView | null>>();

type Refresh = () => Promise<Answer<{ session: SessionView }>>;

/** A payer's session with one agency. */
export interface Session {
  token(): string | undefined;
  keep(session: SessionView): void;
  forget(): void;
  /**
   * The session anew from the refresh cookie, or null when it holds none. One request however many ask: the cookie
   * is rotated at each use, and a second use of an old one would end the whole family.
   * @param used the token that was refused; a newer one already here is given back without a request
   */
  renew(used: string | undefined, refresh: Refresh): Promise<SessionView | null>;
}

/** @param key names the api and the agency */
export function sessionFor(key: string): Session {
  const renewOnce = async (used: string | undefined, refresh: Refresh): Promise<SessionView | null> => {
    const stored = sessions.get(key);
    if (stored && stored.accessToken !== used) return stored;
    sessions.delete(key);
    const answer = await oneTabAtATime(key, refresh);
    if (!answer.ok) return null;
    sessions.set(key, answer.session);
    return answer.session;
  };
  return {
    token: () => sessions.get(key)?.accessToken,
    keep: (session) => void sessions.set(key, session),
    forget: () => void sessions.delete(key),
    renew: (used, refresh) => {
      const running = renewals.get(key);
      if (running) return running;
      const renewal = renewOnce(used, refresh).finally(() => renewals.delete(key));
      renewals.set(key, renewal);
      return renewal;
    },
  };
}

/** That the payer signed out, told to the other tabs of this origin and heard from them. */
export interface SignOutNews {
  tell(): void;
  close(): void;
}

/** @param key names the api and the agency */
export function signOutNews(key: string, heard: () => void): SignOutNews {
  const channel = new BroadcastChannel(`onward-sign-out ${key}`);
  channel.onmessage = heard;
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    tell: () => channel.postMessage(''),
    close: () => channel.close(),
  };
}

/** Other tabs, and another copy of this script, hold the same cookie; without locks (plain http) they take their chance. */
async function oneTabAtATime<T>(key: string, act: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return act();
  return navigator.locks.request(`onward-refresh ${key}`, act);
}
