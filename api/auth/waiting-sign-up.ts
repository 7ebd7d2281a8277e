import type { WaitingSignUp } from '../contract/index.ts';
import type { Context } from '../context.ts';
import { signUpCookie } from './cookies.ts';
import { CODE_MS } from './mailed-code.ts';

/*
 * The browser that signed up remembers it over a reload in a cookie that no script can read, as long as its code is
 * good: payers use borrowed devices, and who opens the page next is shown the address.
 */

/** @param pending the token that names the sign-up */
export function rememberSignUp(ctx: Context, pending: string): void {
  ctx.request.setCookie(signUpCookie, pending, new Date(ctx.api.deps.clock().getTime() + CODE_MS));
}

/** Somebody is signed in, or has left. */
export function forgetSignUp(ctx: Context): void {
  if (ctx.request.cookie(signUpCookie) !== undefined) ctx.request.clearCookie(signUpCookie);
}

/** The sign-up that this browser's cookie names, while it can still be proved. */
export async function waitingSignUp(
  ctx: Context & { agency: { id: string } },
): Promise<WaitingSignUp | undefined> {
  const pending = ctx.request.cookie(signUpCookie);
  const signUp = pending === undefined ? null : await ctx.api.signUps.waiting(ctx.agency.id, pending);
  return pending !== undefined && signUp ? { pending, email: signUp.email } : undefined;
}
