import { z } from 'zod';
import type { Answer } from '../contract/index.ts';
import { seenText } from '../seen-text.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { emailInput, isEmail } from './email-address.ts';
import { passwordFault, PASSWORD_MOST } from './passwords.ts';
import { mailBudget } from './mail-budget.ts';
import { rememberSignUp } from './waiting-sign-up.ts';

const name = z.string().max(80).transform(seenText);

export const signUpInput = z.object({
  givenName: name,
  familyName: name,
  email: emailInput,
  password: z.string().max(PASSWORD_MOST),
  language: z.enum(['en', 'es']),
  acceptTerms: z.boolean(),
});

type SignUp = z.infer<typeof signUpInput>;

/**
 * Ask for an account; it comes to be once the address is proved. Nothing here looks whether the address has one
 * already: only its mailbox is told.
 * @returns a token that the page keeps in memory and gives back with the code; a cookie remembers it over a reload
 */
export const signUp = pageProcedure
  .input(signUpInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ verify: true; pending: string }>> => {
    const fault = faultOf(input);
    if (fault) return fault;
    const { throttle, passwords, signUps } = ctx.api;
    const { agency } = ctx;
    const { source } = ctx.request;
    const { email, givenName, familyName, language, password } = input;
    const ofSource = await throttle.take(['signUpPerSource', source]);
    if (ofSource !== null) return no('too_many_tries', { retryAfterSeconds: ofSource });
    const ofMailbox = await throttle.take(...(await mailBudget(ctx, agency.id, email)));
    if (ofMailbox !== null) return no('too_many_mails', { retryAfterSeconds: ofMailbox });

    const passwordHash = await passwords.hash(password);
    const pending = await signUps.open(agency, { email, givenName, familyName, language, passwordHash });
    rememberSignUp(ctx, pending);
    return { ok: true, verify: true, pending };
  });

function faultOf(input: SignUp) {
  if (input.givenName === '') return no('name_required', { field: 'givenName' });
  if (input.familyName === '') return no('name_required', { field: 'familyName' });
  if (!isEmail(input.email)) return no('email_invalid', { field: 'email' });
  const code = passwordFault(input.password, input.email);
  if (code) return no(code, { field: 'password' });
  return input.acceptTerms ? null : no('terms_required', { field: 'acceptTerms' });
}
