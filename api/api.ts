import type { Deps } from './deps.ts';
import { Background } from './background.ts';
import { EmailCodes } from './auth/email-codes.ts';
import { Passwords } from './auth/passwords.ts';
import { Sessions } from './auth/sessions.ts';
import { Throttle } from './auth/throttle.ts';

/** The parts of the running api, made once. */
export interface Api {
  deps: Deps;
  background: Background;
  codes: EmailCodes;
  passwords: Passwords;
  sessions: Sessions;
  throttle: Throttle;
}

export function apiOf(deps: Deps): Api {
  const background = new Background(deps.log);
  return {
    deps,
    background,
    codes: new EmailCodes(deps, background),
    passwords: new Passwords(),
    sessions: new Sessions(deps),
    throttle: new Throttle(deps.limits),
  };
}
