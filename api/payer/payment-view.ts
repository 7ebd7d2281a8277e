import { sum, toWire } from '../../workflows/money/money.ts';
import { accounts, captureOf, creditedBy, type Entry } from '../../workflows/ledger/read.ts';
import { readWords } from '../../workflows/own-words.ts';
import { owedAfter } from '../../workflows/obligation/read.ts';
import { loadLines } from '../../workflows/payment/receipt-rows.ts';
import { receiptHead } from '../../workflows/payment/receipt.ts';
import { paymentState, toldToPayer } from '../../workflows/payment/states.ts';
import { obligationKind, pageTender } from '../../workflows/policy/codes.ts';
import { keptWords } from '../../workflows/words/owed.ts';
import type { PaymentLine, PaymentView } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
import { logFailure } from '../http/log-failure.ts';
import { feeBasisPoints } from '../../workflows/policy/fee.ts';
import { storedDivision } from '../division-view.ts';
import { failureOf, triesOf } from './failure-of.ts';
import { onItsWayPart } from './on-its-way.ts';
import { personView } from './person-view.ts';
import { receiptView } from './receipt-view.ts';
import { loadTold, type ToldPayment } from './told-payment.ts';

type ViewDeps = Pick<Deps, 'read' | 'stripe' | 'clock' | 'origin' | 'log'>;

/** A payment as its payer is told of it; whose it is, the caller has checked. */
export async function paymentViewOf(deps: ViewDeps, paymentId: string): Promise<PaymentView> {
  const payment = await loadTold(deps.read, paymentId);
  const status = statusOf(payment);
  const { amountCents, feeCents, accountLanguage } = payment;
  const capture = payment.succeededAt === null ? undefined : await captureOf(deps.read, payment);
  const owed = mayKnow(payment) ? await owedAfter(deps.read, payment, capture) : null;
  const receipt = receiptView(owed && receiptHead(payment, owed, deps.origin()));
  const split = await splitOf(deps, payment, capture);
  const division = mayKnow(payment)
    ? storedDivision(accountLanguage, payment.division, split.creditCents)
    : null;
  const clientSecret = status === 'needs_action' ? await clientSecretOf(deps, payment) : null;
  return {
    id: payment.id,
    status,
    amountCents: toWire(amountCents),
    feeCents: toWire(feeCents),
    feeBasisPoints: feeBasisPoints(payment),
    totalCents: toWire(amountCents + feeCents),
    createdAt: payment.createdAt.toISOString(),
    person: personView(payment.person, relationOf(payment)),
    lines: linesOf(payment, split.lines, owed),
    ...(split.creditCents > 0n && {
      credit: { amountCents: toWire(split.creditCents), name: keptWords },
    }),
    ...(division && { division }),
    ...(status === 'failed' && (await failurePart(deps, payment))),
    ...(status === 'needs_action' && bankCheckPart(deps, payment)),
    tender: pageTender(payment.tender),
    ...onItsWayPart(payment, payment.agency, deps.clock()),
    ...(clientSecret !== null && { clientSecret }),
    ...(receipt && { receipt }),
  };
}

/** Another card was given, though its try is not begun yet: what became of the card before is not told again. */
function statusOf({ state, lastTry }: ToldPayment): PaymentView['status'] {
  const isOver = state === 'requires_action' || state === 'declined';
  return isOver && lastTry.state === 'created' ? 'processing' : toldToPayer[paymentState(state)];
}

async function failurePart(deps: ViewDeps, payment: ToldPayment): Promise<Pick<PaymentView, 'failure'>> {
  const state = paymentState(payment.state);
  const letGo = { paymentId: payment.id, kind: 'let_go' };
  const wasLetGo = state === 'canceled' && (await deps.read.paymentEvent.count({ where: letGo })) > 0;
  const failure = failureOf({ ...payment, state, wasLetGo }, payment.lastTry, deps.clock());
  return failure ? { failure } : {};
}

/** How long the page waits for a payer at the bank's check. */
const BANK_CHECK_SECONDS = 5 * 60;

/** The time runs from the try's sending: a reload does not begin it anew. */
function bankCheckPart({ clock }: ViewDeps, payment: ToldPayment): Pick<PaymentView, 'bankCheck'> {
  const state = paymentState(payment.state);
  const last = payment.lastTry;
  const now = clock();
  const waited = Math.floor((now.getTime() - (last.sentAt ?? last.createdAt).getTime()) / 1000);
  const secondsLeft = Math.max(0, BANK_CHECK_SECONDS - waited);
  return { bankCheck: { secondsLeft, ...triesOf({ ...payment, state }, last, now) } };
}

/** Null when Stripe cannot be asked now: the page asks for the status again. */
async function clientSecretOf(deps: ViewDeps, payment: ToldPayment): Promise<string | null> {
  if (payment.stripePaymentIntentId === null) return null;
  try {
    return await deps.stripe.readClientSecret(payment.agency, payment.stripePaymentIntentId);
  } catch (error) {
    logFailure(deps.log, 'a client secret was not read', error, { paymentId: payment.id });
    return null;
  }
}

type Part = Pick<PaymentLine, 'obligationId' | 'kind' | 'label'> & { cents: bigint };

/**
 * One part an obligation: to the payer, its beneficiaries are one. Empty until the split is frozen; of a success, what
 * its entry says: a debt that was waived while the payment ran took less, and the rest is credit.
 */
async function splitOf(
  { read }: ViewDeps,
  payment: ToldPayment,
  capture: Entry | undefined,
): Promise<{ lines: readonly Part[]; creditCents: bigint }> {
  const parts = new Map<string, Part>();
  for (const { obligationId, kind, label, amountCents } of await loadLines(read, payment.id)) {
    const cents = (parts.get(obligationId)?.cents ?? 0n) + amountCents;
    parts.set(obligationId, { obligationId, kind: obligationKind(kind), label: readWords(label), cents });
  }
  const frozen = [...parts.values()];
  if (capture === undefined) {
    const creditCents =
      frozen.length === 0 ? 0n : payment.amountCents - sum(frozen.map(({ cents }) => cents));
    return { lines: frozen, creditCents };
  }
  const credited = creditedBy(capture);
  const lines = frozen
    .map((part) => ({ ...part, cents: credited(accounts.receivable(part.obligationId)) }))
    .filter(({ cents }) => cents > 0n);
  return { lines, creditCents: credited(accounts.unapplied(payment.personId)) };
}

function linesOf(
  { succeededAt }: ToldPayment,
  parts: readonly Part[],
  owedOf: ReadonlyMap<string, bigint> | null,
): PaymentLine[] {
  return parts.map(({ cents, ...part }): PaymentLine => {
    const line = { ...part, amountCents: toWire(cents) };
    if (owedOf === null) return line;
    const owed = owedOf.get(part.obligationId) ?? 0n;
    const after = succeededAt !== null ? owed : owed - cents;
    return { ...line, balanceAfterCents: toWire(after < 0n ? 0n : after) };
  });
}

/** What the person owes is for who paid of it, as of then, and for who may pay for the person now. */
const mayKnow = ({ succeededAt, link }: ToldPayment) => succeededAt !== null || link?.state === 'active';

const relationOf = ({ link }: ToldPayment): string => link?.relation ?? 'sender';
