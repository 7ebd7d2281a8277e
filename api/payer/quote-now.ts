import { createHash } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import { chosenOf, rulesOn, type Owed } from '../../workflows/obligation/read.ts';
import { readWords } from '../../workflows/own-words.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { quoteDigest } from '../../workflows/policy/quote-digest.ts';
import { DEBIT_CONSENT_VERSION, debitConsent, debitProblems } from '../../workflows/words/debit.ts';
import { keptWords } from '../../workflows/words/owed.ts';
import { quoteOf, type QuoteFigures, type QuoteRefusal } from '../../workflows/policy/quote.ts';
import type { FeeRule } from '../../workflows/policy/rules.ts';
import type { AgencySettings } from '../agency-settings.ts';
import type { DebitTerms, PageTender, Quote, QuoteLine } from '../contract/index.ts';
import { no, type No } from '../refusal.ts';
import { feeBasisPoints } from '../../workflows/policy/fee.ts';
import type { Selection } from './inputs.ts';
import { takesDebits } from './ways-view.ts';

export interface QuotedAgency {
  id: string;
  name: string;
  phone: string;
  timeZone: string;
  settings: Pick<AgencySettings, 'bankDebits'>;
}

/**
 * The quote for a selection as things are at this moment; the person must already be the payer's.
 * A refusal names what the payer can change.
 */
export async function quoteNow(
  db: Db | Tx,
  agency: QuotedAgency,
  accountId: string,
  selection: Selection,
  now: Date,
): Promise<{ ok: true; quote: Quote; figures: QuoteFigures; tender: PageTender; feeRule: FeeRule } | No> {
  const { personId, choice } = selection;
  const obligationIds = [...new Set(selection.obligationIds)];
  const today = localDay(now, agency.timeZone);
  const which = { agencyId: agency.id, personId, obligationIds, today, seenBy: accountId };
  const { owed, held, elsewhere } = await chosenOf(db, which);
  if (owed.length + held.length !== obligationIds.length)
    return no('obligation_unknown', { field: 'obligationIds' });

  const rules = await rulesOn(db, agency.id, today);
  const byDebit =
    isOffered(agency, rules.fee.rule, selection.tender) &&
    quoteOf(owed, choice, rules, elsewhere, 'bank_debit');
  const tender = byDebit && byDebit.ok ? 'bank_debit' : 'card';
  const quoted = byDebit && byDebit.ok ? byDebit : quoteOf(owed, choice, rules, elsewhere);
  if (!quoted.ok) return refused(quoted.refusal);
  const { figures } = quoted;
  const digest = quoteDigest({ agencyId: agency.id, personId }, choice, rules, figures, tender);
  const debit = tender === 'card' ? undefined : await debitTerms(db, agency, accountId, digest, figures);
  const quote = { ...quoteView(digest, figures, owed), ...(debit && { debit }) };
  return { ok: true, quote, figures, tender, feeRule: rules.fee.rule };
}

/**
 * Where a debit is not offered, or no more, or does not take this amount, the quote is a card's: another digest, so
 * nobody is debited by it.
 */
const isOffered = ({ settings }: QuotedAgency, rule: FeeRule, asked: Selection['tender']) =>
  asked === 'bank_debit' && takesDebits(rule, settings);

/**
 * The same text for the same quote gives the same: another language, or the agency's new name or telephone number,
 * gives another.
 */
const markOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

async function debitTerms(
  db: Db | Tx,
  { name: agencyName, phone: agencyPhone }: QuotedAgency,
  accountId: string,
  digest: string,
  { amountCents, feeCents }: QuoteFigures,
): Promise<DebitTerms> {
  const { language } = await db.payerAccount.findUniqueOrThrow({
    where: { id: accountId },
    select: { language: true },
  });
  const totalCents = amountCents + feeCents;
  const text = debitConsent(language, { agencyName, agencyPhone, totalCents });
  return {
    version: `${DEBIT_CONSENT_VERSION}-${markOf(digest + text)}`, // what is kept is the text that was read
    text,
    ...debitProblems(language),
  };
}

function refused(refusal: QuoteRefusal) {
  if (!('amountCents' in refusal)) return no(refusal.code, { field: 'amountCents' });
  return no(refusal.code, { field: 'amountCents', amountCents: toWire(refusal.amountCents) });
}

function quoteView(digest: string, figures: QuoteFigures, owed: readonly Owed[]): Quote {
  const { amountCents, feeCents, unappliedCents } = figures;
  const byId = new Map(owed.map((each) => [each.id, each]));
  return {
    digest,
    amountCents: toWire(amountCents),
    feeCents: toWire(feeCents),
    feeBasisPoints: feeBasisPoints(figures),
    totalCents: toWire(amountCents + feeCents),
    ...(unappliedCents > 0n && { credit: { amountCents: toWire(unappliedCents), name: keptWords } }),
    lines: figures.lines.flatMap(({ obligationId, amountCents: part }): QuoteLine[] => {
      const of = byId.get(obligationId);
      if (of === undefined || part === 0n) return [];
      const { kind, label, balanceCents } = of;
      const balanceAfterCents = toWire(balanceCents - part);
      return [{ obligationId, kind, label: readWords(label), amountCents: toWire(part), balanceAfterCents }];
    }),
  };
}
