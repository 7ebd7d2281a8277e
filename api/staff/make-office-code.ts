import type { z } from 'zod';
import { lockRow } from '../../prisma/lock-row.ts';
import { endOfficeCodes, storeOfficeCode, type NewOfficeCode } from '../auth/office-codes.ts';
import type { OfficeCodeAnswer } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { wishInput } from './act-on-obligation.ts';
import { decide, type Deciding } from './deciding.ts';
import { ownLinks } from './own-accounts.ts';

/** No id of the wish: a code that got lost on its way was seen by nobody, and asking again makes another. */
export const makeOfficeCodeInput = wishInput
  .omit({ actId: true })
  .extend({ personId: idInput, accountId: idInput });

type Asked = z.infer<typeof makeOfficeCodeInput>;

/**
 * Give a person, whose identity was checked at the desk, a code for their own account: shown this once, good for a day,
 * in place of the one before. Supervisors only: with the mailbox it sets a password.
 */
export const makeOfficeCode = staffProcedure
  .input(makeOfficeCodeInput)
  .mutation(async ({ input, ctx }): Promise<OfficeCodeAnswer> => {
    const { officeCodes } = ctx.api;
    const made = input.isPreview ? null : await officeCodes.newOne();
    return decide(ctx.api, ctx.session, input.isPreview, (deciding) => make(deciding, input, made));
  });

async function make(
  { tx, agencyId, staffId, isSupervisor, now }: Deciding,
  { personId, accountId, note }: Asked,
  made: NewOfficeCode | null,
): Promise<OfficeCodeAnswer> {
  await lockRow(tx, 'PayerAccount', accountId);
  const own = { ...ownLinks(agencyId, personId), accountId };
  const link = await tx.payerLink.findFirst({ where: own, include: { account: true } });
  if (link === null) throw notFound();
  if (!isSupervisor) return { ok: false, refusal: { code: 'supervisors_only' } };
  const { email } = link.account;
  if (made === null) return { ok: true, email, endsOne: (await endOfficeCodes(tx, { accountId }, now)) > 0 };
  const until = await storeOfficeCode(tx, { agencyId, accountId, personId, staffId, note }, made, now);
  return { ok: true, email, code: made.code, until: until.toISOString() };
}
