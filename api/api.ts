import type { Deps } from './deps.ts';
import { Background } from './background.ts';
import { KnownDevices } from './auth/known-devices.ts';
import { OfficeCodes } from './auth/office-codes.ts';
import { PasswordResets } from './auth/password-resets.ts';
import { Passwords } from './auth/passwords.ts';
import { Sessions } from './auth/sessions.ts';
import { SignInCodes } from './auth/sign-in-codes.ts';
import { SignUps } from './auth/sign-ups.ts';
import { Throttle } from './auth/throttle.ts';

/** The parts of the running api, made once. */
export interface Api {
  deps: Deps;
  background: Background;
  officeCodes: OfficeCodes;
  passwords: Passwords;
  passwordResets: PasswordResets;
  sessions: Sessions;
  signInCodes: SignInCodes;
  signUps: SignUps;
  throttle: Throttle;
  devices: KnownDevices;
}

export function apiOf(deps: Deps): Api {
  const background = new Background(deps.log);
  const passwords = new Passwords();
  const officeCodes = new OfficeCodes(deps, passwords);
  const sessions = new Sessions(deps);
  const signInCodes = new SignInCodes(deps, background);
  return {
    deps,
    background,
    officeCodes,
    passwords,
    passwordResets: new PasswordResets({ deps, background, passwords, officeCodes, sessions, signInCodes }),
    sessions,
    signInCodes,
    signUps: new SignUps(deps, background),
    throttle: new Throttle(deps, deps.limits),
    devices: new KnownDevices(deps),
  };
}
