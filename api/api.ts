import type { Deps } from './deps.ts';
import { Background } from './background.ts';
import { Passwords } from './auth/passwords.ts';
import { Sessions } from './auth/sessions.ts';
import { SignUps } from './auth/sign-ups.ts';
import { Throttle } from './auth/throttle.ts';

/** The parts of the running api, made once. */
export interface Api {
  deps: Deps;
  background: Background;
  passwords: Passwords;
  sessions: Sessions;
  signUps: SignUps;
  throttle: Throttle;
}

export function apiOf(deps: Deps): Api {
  const background = new Background(deps.log);
  return {
    deps,
    background,
    passwords: new Passwords(),
    sessions: new Sessions(deps),
    signUps: new SignUps(deps, background),
    throttle: new Throttle(deps.limits),
  };
}
