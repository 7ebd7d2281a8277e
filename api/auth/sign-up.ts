import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { knownEmailMail } from '../../workflows/words/mail.ts';
import { audit } from '../audit.ts';
import type { Answer } from '../contract/index.ts';
import type { PageAgency } from '../agency-by-key.ts';
import type { Api } from '../api.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { emailInput, isEmail } from './email-address.ts';
import { passwordFault, PASSWORD_MOST } from './passwords.ts';

const name = z
  .string()
  .max(80)
  .transform((text) => text.normalize('NFC').trim().replaceAll(/\s+/g, ' '));

export const signUpInput = z.object({
  givenName: name,
  familyName: name,
  email: emailInput,
  password: z.string().max(PASSWORD_MOST),
  language: z.enum(['en', 'es']),
  acceptTerms: z.boolean(),
});

type SignUp = z.infer<typeof signUpInput>;

/** Open an account. Whether the address has one already is told to its mailbox only. */
export const signUp = pageProcedure
  .input(signUpInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ verify: true }>> => {
    const fault = faultOf(input);
    if (fault) return fault;
    const retryAfterSeconds = await ctx.api.throttle.take(['signUpPerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    const passwordHash = await ctx.api.passwords.hash(input.password);
    await openAccount(ctx.api, ctx.agency, input, passwordHash);
    return { ok: true, verify: true };
  });

function faultOf(input: SignUp) {
  if (input.givenName === '') return no('name_required', { field: 'givenName' });
  if (input.familyName === '') return no('name_required', { field: 'familyName' });
  if (!isEmail(input.email)) return no('email_invalid', { field: 'email' });
  const code = passwordFault(input.password, input.email);
  if (code) return no(code, { field: 'password' });
  return input.acceptTerms ? null : no('terms_required', { field: 'acceptTerms' });
}

/** An unproven account belongs to nobody yet: the newest sign-up takes it over, and older codes end. */
async function openAccount(api: Api, agency: PageAgency, input: SignUp, passwordHash: string): Promise<void> {
  const { db, clock } = api.deps;
  const now = clock();
  const { email, givenName, familyName, language } = input;
  const account = await db.$transaction(async (tx) => {
    const unproven = { agencyId: agency.id, email, emailVerifiedAt: null };
    await tx.payerAccount.updateMany({
      where: unproven,
      data: { passwordHash, givenName, familyName, language },
    });
    const data = {
      id: randomUUID(),
      agencyId: agency.id,
      email,
      passwordHash,
      givenName,
      familyName,
      language,
    };
    const where = { agencyId_email: { agencyId: agency.id, email } };
    const stored = await tx.payerAccount.upsert({ where, create: { ...data, createdAt: now }, update: {} });
    await audit(tx, {
      agencyId: agency.id,
      at: now,
      actor: { kind: 'payer', id: stored.id },
      action: 'account.sign_up',
    });
    return stored;
  });
  api.background.run('after a sign-up', () => tellMailbox(api, agency, account));
}

interface StoredAccount {
  id: string;
  email: string;
  emailVerifiedAt: Date | null;
  language: string;
}

async function tellMailbox(api: Api, agency: PageAgency, account: StoredAccount): Promise<void> {
  const { id, email, language } = account;
  if (account.emailVerifiedAt === null) {
    return api.codes.send({ id, agencyId: agency.id, agencyName: agency.name, email, language });
  }
  const mail = knownEmailMail(language, { agencyName: agency.name });
  return api.deps.mailer.send({ ...mail, to: email, language, id: randomUUID() });
}
