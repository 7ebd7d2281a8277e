import { html, nothing } from 'lit';
import { whole } from '../ui/whole.ts';
import type { Formats } from './formats.ts';
import { offBalance, partsOf, totalsOf, type Entry, type Posting } from './ledger-totals.ts';
import { chip, moment } from './parts.ts';
import { accountName, entryName } from './words-ledger.ts';
import { words } from './words.ts';

const w = words.story;

/** The journal entries about a payment, oldest first, each proved from its own lines. */
export function ledgerCards(entries: readonly Entry[], formats: Formats) {
  if (entries.length > 0) return entries.map((entry, at) => entryCard(entry, `entry-${at}`, formats));
  return html`<section class="card" aria-labelledby="no-entries">
    <h2 id="no-entries">${w.ledger}</h2>
    <p class="muted">${w.noEntries}</p>
  </section>`;
}

function entryCard(entry: Entry, id: string, formats: Formats) {
  const { money, memo } = partsOf(entry.postings);
  return html`<section class="card" aria-labelledby=${id}>
    <h2 id=${id}>
      <span><small>${w.entry}</small>${entryName(entry.kind)}</span> ${balanceChip(entry, formats)}
    </h2>
    ${money.length === 0 ? nothing : linesTable(money, w.account, formats)}
    ${memo.length === 0 ? nothing : linesTable(memo, w.memo, formats)}
    <dl class="facts">
      <div>
        <dt>${w.accountingDate}</dt>
        <dd>${formats.calendarDay(entry.accountingDate)}</dd>
      </div>
      <div>
        <dt>${w.recorded}</dt>
        <dd>${moment(entry.recordedAt, formats, 'moment')}</dd>
      </div>
      <div>
        <dt>${w.seal}</dt>
        <dd>${entry.sealSequence === undefined ? w.notSealed : w.sealNumber(String(entry.sealSequence))}</dd>
      </div>
      <div>
        <dt>${w.key}</dt>
        <dd class="mono">${entry.key}</dd>
      </div>
    </dl>
  </section>`;
}

function balanceChip({ postings }: Entry, { amount }: Formats) {
  const off = offBalance(postings);
  if (off.length === 0) return chip('ok', 'done', w.balanced);
  return chip(
    'bad',
    'warn',
    w.off(off.map(({ offCents, unit }) => amount(Math.abs(offCents), unit)).join(', ')),
  );
}

function linesTable(postings: readonly Posting[], heading: string, formats: Formats) {
  return html`<table class="mini">
    <thead>
      <tr>
        <th scope="col">${heading}</th>
        <th scope="col" class="r">${w.debit}</th>
        <th scope="col" class="r">${w.credit}</th>
      </tr>
    </thead>
    <tbody>
      ${postings.map((posting) => lineRow(posting, formats))}
    </tbody>
    <tfoot>
      ${totalsOf(postings).map(
        ({ unit, debitCents, creditCents }) =>
          html`<tr>
            <th scope="row">${w.total}</th>
            <td class="r num">${formats.amount(debitCents, unit)}</td>
            <td class="r num">${formats.amount(creditCents, unit)}</td>
          </tr>`,
      )}
    </tfoot>
  </table>`;
}

function lineRow(
  { account, ofWhom, unit, debitCents, creditCents, balanceAfterCents }: Posting,
  { amount }: Formats,
) {
  const cell = (cents: number | undefined) => (cents === undefined ? nothing : amount(cents, unit));
  return html`<tr>
    <th scope="row">
      ${accountName(account)}${ofWhom === undefined ? nothing : html`: ${whole(ofWhom)}`}
      <small class="mono">${account}</small>
      <small>${w.balanceAfter(sided(balanceAfterCents, unit, amount))}</small>
    </th>
    <td class="r num">${cell(debitCents)}</td>
    <td class="r num">${cell(creditCents)}</td>
  </tr>`;
}

/** A balance with its side: debits are positive. */
const sided = (cents: number, unit: string, amount: Formats['amount']): string =>
  cents === 0
    ? amount(0, unit)
    : `${amount(Math.abs(cents), unit)} ${cents > 0 ? w.debitSide : w.creditSide}`;
