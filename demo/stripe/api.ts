import type { FastifyInstance, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from './accounts.ts';
import { identify } from './accounts.ts';
import type { Answer, Asker } from './answer.ts';
import { addressed, answerTo, saySilence, send } from './answer.ts';
import type { Call, Operation } from './call.ts';
import { Refused } from './call.ts';
import type { Clock } from './clock.ts';
import { seconds } from './clock.ts';
import type { Database } from './database.ts';
import { StripeError, unknownUrl } from './errors.ts';
import { checkExpand, expand, takeExpand } from './expand.ts';
import type { RequestFault } from './fault-kinds.ts';
import type { Faults } from './faults.ts';
import { canonical, decodeForm } from './form-body.ts';
import type { KeyedRequest } from './idempotency.ts';
import { KeysInUse, recall, remember } from './idempotency.ts';
import { newId } from './ids.ts';
import { Shelf } from './shelf.ts';

export interface ApiParts {
  database: Database;
  faults: Faults;
  clock: Clock;
  /** tell the webhook sender that there may be work */
  committed(): void;
}

/** Stripe's HTTP API: every request is one transaction, its idempotent answer included. */
export function serveApi(server: FastifyInstance, operations: readonly Operation[], parts: ApiParts): void {
  const keysInUse = new KeysInUse();
  for (const operation of operations) {
    server.route({
      method: operation.method,
      url: operation.path,
      handler: async (request, reply) => {
        const outcome = await outcomeOf(operation, request, parts, keysInUse);
        return 'answer' in outcome ? send(reply, outcome.answer) : saySilence(reply, outcome.silentMs);
      },
    });
  }
}

/** A request as an operation reads it. */
interface Reading {
  call: Call;
  expandPaths: string[];
  requestId: string;
}

/** What a request comes to: an answer, or silence for `silentMs` (for good, if undefined). */
type Outcome = { answer: Answer } | { silentMs: number | undefined };

async function outcomeOf(
  operation: Operation,
  request: FastifyRequest,
  parts: ApiParts,
  keysInUse: KeysInUse,
): Promise<Outcome> {
  const requestId = newId('req');
  if (pathOf(request).endsWith('/'))
    return { answer: answerTo(unknownUrl(request.method, request.url), requestId) }; // an id that is empty
  let release = () => {};
  let caller: Caller | undefined;
  try {
    caller = callerOf(operation, request, parts.database);
    refuseNoVersion(request.headers['stripe-version']);
    const keyed = keyOf(request, caller.account, parts.clock);
    if (keyed) release = keysInUse.take(keyed);
    const fault = faultOf(request, caller, parts.faults);
    if (fault?.kind === 'cut') return { silentMs: 0 };
    if (fault?.kind === 'rate_limit') throw rateLimited();
    if (fault?.kind === 'slow') await sleep(fault.ms);
    const run = fault?.kind === 'fail_before' ? failing(fault) : operation.run;
    const makeCall = callOf(request, caller, requestId, parts);
    const answer = answerOnce(
      makeCall,
      { operation: { ...operation, run }, spoilt: fault?.kind === 'act_then_fail' },
      keyed,
      parts.database,
    );
    parts.committed();
    return fault?.kind === 'act_then_hang' ? { silentMs: fault.ms } : { answer };
  } catch (error) {
    return { answer: answerTo(error, requestId, caller) };
  } finally {
    release();
  }
}

/** In one transaction: the stored answer of the key, or the operation's own, which is then stored. */
function answerOnce(
  makeCall: () => Reading,
  { operation, spoilt }: { operation: Operation; spoilt: boolean },
  keyed: KeyedRequest | undefined,
  database: Database,
): Answer {
  return database
    .transaction(() => {
      const stored = keyed && recall(database, keyed);
      const reading = makeCall();
      if (stored) return { ...stored, requestId: reading.requestId, replayOf: stored.requestId };
      const { answer: real, remembered } = answerOf(reading, operation, database);
      const answer = spoilt ? answerTo(unknownError(), real.requestId) : real;
      if (keyed && remembered) remember(database, keyed, answer);
      return answer;
    })
    .immediate();
}

function answerOf({ call, expandPaths, requestId }: Reading, operation: Operation, database: Database) {
  const asker = { account: call.shelf.account, publishable: call.publishable };
  try {
    checkExpand(operation, expandPaths);
    const work = database.transaction(() => {
      const result = operation.run(call);
      if (result instanceof Refused)
        return { status: result.status, body: { error: addressed(result.error, requestId, asker) } };
      return { status: 200, body: expand(result, expandPaths, call) };
    });
    const { status, body } = work(); // nested: a savepoint, so that a thrown refusal leaves nothing behind
    return { answer: { status, body: JSON.stringify(body), requestId }, remembered: true };
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return {
      answer: answerTo(error, requestId, { ...asker, intent: intentOf(call, operation) }),
      remembered: error.remembered,
    };
  }
}

/** What a refusal shows of the intent that was to be changed, as it still is: to the merchant, not to a browser. */
function intentOf({ shelf, id, publishable }: Call, { method, path }: Operation): Asker['intent'] {
  if (publishable || method !== 'POST') return undefined;
  if (path.startsWith('/v1/payment_intents/:id')) return shelf.find('payment_intent', id);
  return path.startsWith('/v1/setup_intents/:id') ? shelf.find('setup_intent', id) : undefined;
}

function callerOf(operation: Operation, request: FastifyRequest, database: Database): Caller {
  const stripeAccount = request.headers['stripe-account'];
  const caller = identify(
    database,
    request.headers.authorization,
    Array.isArray(stripeAccount) ? '' : stripeAccount,
  );
  if (!caller.publishable || operation.publishable) return caller;
  throw new StripeError(403, {
    type: 'invalid_request_error',
    code: 'secret_key_required',
    message: 'This API call cannot be made with a publishable API key. Please use a secret API key.',
  });
}

/** Whatever version is asked for, the answer is of the sandbox's own, and says so. What is no version is refused. */
function refuseNoVersion(version: string | string[] | undefined): void {
  if (version === undefined || /^\d{4}-\d{2}-\d{2}(\.\w+)?$/.test(String(version))) return;
  const message = `Invalid Stripe API version: ${String(version).slice(0, 40)}`;
  throw new StripeError(400, { type: 'invalid_request_error', message }, { remembered: false });
}

function keyOf(request: FastifyRequest, account: string, clock: Clock): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || typeof key !== 'string' || key === '') return undefined;
  const params = canonical(decodeForm(paramsOf(request)));
  return { account, key, endpoint: pathOf(request), params, now: seconds(clock()) };
}

function callOf(request: FastifyRequest, caller: Caller, requestId: string, { database, clock }: ApiParts) {
  return () => {
    const params = decodeForm(paramsOf(request));
    const expandPaths = takeExpand(params);
    const key = request.headers['idempotency-key'];
    const path = request.params as Record<string, string>;
    const call: Call = {
      shelf: new Shelf(database, caller.account),
      database,
      now: seconds(clock()),
      id: path['id'] ?? '',
      path,
      params,
      platform: caller.platform,
      publishable: caller.publishable,
      requestId,
      idempotencyKey: typeof key === 'string' ? key : null,
      origin: `${request.protocol}://${request.host}`,
    };
    return { call, expandPaths, requestId };
  };
}

function failing({ remembered }: Extract<RequestFault, { kind: 'fail_before' }>): Operation['run'] {
  return () => {
    throw unknownError(remembered);
  };
}

function unknownError(remembered = true): StripeError {
  return new StripeError(500, { type: 'api_error', message: 'An unknown error occurred' }, { remembered });
}

/** Rule: https://docs.stripe.com/rate-limits (429, its code, and the header with the reason). */
function rateLimited(): StripeError {
  return new StripeError(
    429,
    {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message:
        'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    },
    { headers: { 'Stripe-Rate-Limited-Reason': 'global-rate' } },
  );
}

function faultOf(request: FastifyRequest, { account }: Caller, faults: Faults): RequestFault | undefined {
  const { method } = request;
  return faults.forRequest({ method, path: pathOf(request), account, params: paramsOf(request) });
}

/** Stripe reads parameters from the query and from the body, whatever the method. */
function paramsOf({ url, body }: FastifyRequest): string {
  const mark = url.indexOf('?');
  const query = mark < 0 ? '' : url.slice(mark + 1);
  return [query, typeof body === 'string' ? body : ''].filter((part) => part !== '').join('&');
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url;
}
