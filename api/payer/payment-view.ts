import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { sum, toWire } from '../../workflows/money/money.ts';
import { accounts, captureOf, creditedBy } from '../../workflows/ledger/read.ts';
import { owedAfter } from '../../workflows/obligation/read.ts';
import { receiptHead } from '../../workflows/payment/receipt.ts';
import { paymentState, toldToPayer } from '../../workflows/payment/states.ts';
import { obligationKind } from '../../workflows/policy/codes.ts';
import { keptWords } from '../../workflows/words/owed.ts';
import type { PaymentLine, PaymentView } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
import { logFailure } from '../http/log-failure.ts';
import { feeBasisPoints } from '../../workflows/policy/fee.ts';
import { storedDivision } from '../division-view.ts';
import { failureOf, triesOf } from './failure-of.ts';
import { personView } from './person-view.ts';
import { receiptView } from './receipt-view.ts';

const whole = {
  agency: true,
  person: true,
  lines: { include: { obligation: true }, orderBy: { n: 'asc' } },
  attempts: { orderBy: { n: 'desc' }, take: 1 },
  account: { include: { links: true } },
} as const satisfies Prisma.PaymentInclude;

type Whole = Prisma.PaymentGetPayload<{ include: typeof whole }>;
type ViewDeps = Pick<Deps, 'read' | 'stripe' | 'clock' | 'origin' | 'log'>;

/** A payment as its payer is told of it; whose it is, the caller has checked. */
export async function paymentViewOf(deps: ViewDeps, paymentId: string): Promise<PaymentView> {
  const payment = await deps.read.payment.findUniqueOrThrow({ where: { id: paymentId }, include: whole });
  const status = statusOf(payment);
  const { amountCents, feeCents } = payment;
  const owed = mayKnow(payment) ? await owedAfter(deps.read, payment) : null;
  const receipt = receiptView(owed && receiptHead(payment, owed, deps.origin()));
  const split = await splitOf(deps, payment);
  const { language } = payment.account;
  const division = mayKnow(payment) ? storedDivision(language, payment.division, split.creditCents) : null;
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
    ...(clientSecret !== null && { clientSecret }),
    ...(receipt && { receipt }),
  };
}

/** Another card was given, though its try is not begun yet: what became of the card before is not told again. */
function statusOf({ state, attempts: [last] }: Whole): PaymentView['status'] {
  const isOver = state === 'requires_action' || state === 'declined';
  return isOver && last?.state === 'created' ? 'processing' : toldToPayer[paymentState(state)];
}

async function failurePart(deps: ViewDeps, payment: Whole): Promise<Pick<PaymentView, 'failure'>> {
  const state = paymentState(payment.state);
  const letGo = { paymentId: payment.id, kind: 'let_go' };
  const wasLetGo = state === 'canceled' && (await deps.read.paymentEvent.count({ where: letGo })) > 0;
  const failure = failureOf({ ...payment, state, wasLetGo }, payment.attempts[0], deps.clock());
  return failure ? { failure } : {};
}

/** How long the page waits for a payer at the bank's check. */
const BANK_CHECK_SECONDS = 5 * 60;

/** The time runs from the try's sending: a reload does not begin it anew. */
function bankCheckPart({ clock }: ViewDeps, payment: Whole): Pick<PaymentView, 'bankCheck'> {
  const state = paymentState(payment.state);
  const [last] = payment.attempts;
  if (last === undefined) return {};
  const now = clock();
  const waited = Math.floor((now.getTime() - (last.sentAt ?? last.createdAt).getTime()) / 1000);
  const secondsLeft = Math.max(0, BANK_CHECK_SECONDS - waited);
  return { bankCheck: { secondsLeft, ...triesOf({ ...payment, state }, last, now) } };
}

/** Null when Stripe cannot be asked now: the page asks for the status again. */
async function clientSecretOf(deps: ViewDeps, payment: Whole): Promise<string | null> {
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
  payment: Whole,
): Promise<{ lines: readonly Part[]; creditCents: bigint }> {
  const parts = new Map<string, Part>();
  for (const { obligation, amountCents } of payment.lines) {
    const { id: obligationId, kind, label } = obligation;
    const cents = (parts.get(obligationId)?.cents ?? 0n) + amountCents;
    parts.set(obligationId, { obligationId, kind: obligationKind(kind), label, cents });
  }
  const frozen = [...parts.values()];
  const capture = payment.succeededAt === null ? undefined : await captureOf(read, payment);
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
  { succeededAt }: Whole,
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
const mayKnow = (payment: Whole) => payment.succeededAt !== null || linkOf(payment)?.state === 'active';

const linkOf = ({ account, personId }: Whole) => account.links.find((link) => link.personId === personId);

const relationOf = (payment: Whole): string => linkOf(payment)?.relation ?? 'sender';
