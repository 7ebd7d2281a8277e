import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError, ZodRealError } from 'zod';
import type { Context } from './context.ts';
import { troubleOf } from '../prisma/trouble.ts';
import { TooLargeForWire } from '../workflows/money/money.ts';
import { tooLargeWords } from '../workflows/words/owed.ts';
import { agencyByKey } from './agency-by-key.ts';
import { pathOfNul } from './nul.ts';

/** Why a caller was turned away before anything was asked, for `data.reason`. */
export type Reason = 'origin' | 'agency' | 'header';

/** FORBIDDEN with the reason that the widget shows to whoever embeds it. */
export class NotFromHere extends TRPCError {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super({ code: 'FORBIDDEN', message: sentences[reason] });
    this.reason = reason;
  }
}

const sentences = {
  origin: 'This page is not on the list of the agency it names.',
  agency: 'No agency has this publishable key.',
  header: 'The header x-onward: 1 is missing.',
} as const satisfies Record<Reason, string>;

/** Nothing was written. It may have been an earlier step of the same call that was: so nothing more is said of it. */
class Unusable extends TRPCError {
  constructor(cause: unknown) {
    super({ code: 'SERVICE_UNAVAILABLE', message: UNUSABLE, cause });
  }
}

const UNUSABLE = 'Nothing can be saved at the moment. Please try again in a few minutes.';

/** A sum of old, very large debts: whoever reads it is told what to do, in the language of the page. */
class TooLarge extends TRPCError {
  constructor(cause: unknown) {
    super({ code: 'UNPROCESSABLE_CONTENT', message: TOO_LARGE, cause });
  }
}

const TOO_LARGE =
  'An amount here is over $90,071,992,547,409.91, more than can be shown to the cent. Correct the debts that make it up.';

const t = initTRPC.context<Context>().create({
  isDev: false, // or stacks go out
  errorFormatter({ shape, error, ctx }) {
    const fields = error.cause instanceof ZodError ? fieldsOf(error.cause) : undefined;
    return {
      code: shape.code,
      message: messageOf(error, fields),
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        requestId: ctx?.request.id ?? '',
        ...(error instanceof NotFromHere && { reason: error.reason }),
        ...(error instanceof TooLarge && { reason: tooLargeWords }),
        ...(fields && { fields }),
      },
    };
  },
});

export const router = t.router;

/** Every procedure starts here: the custom header means that a browser asked for leave first. */
const anyProcedure = t.procedure.use(async ({ ctx, next, getRawInput }) => {
  if (ctx.request.header !== '1') throw new NotFromHere('header');
  await ctx.api.throttle.source(ctx.request.source);
  refuseNul(await getRawInput());
  const result = await next();
  if (!result.ok && result.error.cause instanceof TooLargeForWire) throw new TooLarge(result.error.cause);
  if (!result.ok && troubleOf(result.error.cause) !== null) throw new Unusable(result.error.cause);
  return result;
});

/** No text of any procedure may hold a NUL: said by its field, like what a schema refuses. */
function refuseNul(input: unknown): void {
  const path = pathOfNul(input);
  if (path === undefined) return;
  const issue = { code: 'custom' as const, path, message: 'must not contain the character NUL', input };
  throw new TRPCError({ code: 'BAD_REQUEST', cause: new ZodRealError([issue]) });
}

/** A call from an agency's page, signed in or not: key and origin must belong to one agency, or the page is our own for it. */
export const pageProcedure = anyProcedure.use(async ({ ctx, next }) => {
  const { origin, agencyKey } = ctx.request;
  const agency = agencyKey === undefined ? null : await agencyByKey(ctx.api.deps.read, agencyKey);
  if (agency === null) throw new NotFromHere('agency');
  if (origin === undefined || ![...agency.origins, ctx.api.deps.pageOrigin()].includes(origin))
    throw new NotFromHere('origin');
  ctx.request.noteAgency(agency.id);
  return next({ ctx: { agency, origin } });
});

/** A signed-in payer's call: agency, origin and session must agree. */
export const payerProcedure = pageProcedure.use(async ({ ctx, next }) => {
  const session = await ctx.api.sessions.ofPayer(ctx.request.bearer, ctx.agency.id, ctx.origin);
  if (session === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' });
  return next({ ctx: { session } });
});

/** A call from the desk, which only the api's own origin serves. */
export const deskProcedure = anyProcedure.use(({ ctx, next }) => {
  const origin = ctx.api.deps.origin();
  if (ctx.request.origin !== origin) throw new NotFromHere('origin');
  return next({ ctx: { origin } });
});

/** A signed-in member of staff's call. */
export const staffProcedure = deskProcedure.use(async ({ ctx, next }) => {
  const session = await ctx.api.sessions.ofStaff(ctx.request.bearer, ctx.origin);
  if (session === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' });
  ctx.request.noteAgency(session.agencyId);
  return next({ ctx: { session } });
});

/** Not there, or not theirs: told alike. */
export const notFound = () => new TRPCError({ code: 'NOT_FOUND', message: 'There is no such thing.' });

interface Field {
  path: string;
  message: string;
}

const fieldsOf = (error: ZodError): Field[] =>
  error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));

function messageOf(error: TRPCError, fields: Field[] | undefined): string {
  if (fields) return 'The input is malformed.';
  // What a machine threw may quote a row: it goes to no browser.
  return error.code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong on our side.' : error.message;
}
