import { html, nothing, svg } from 'lit';
import type { DivisionView, PaymentLine, Quote } from '../../../api/contract/index.ts';
import { icons } from '../../ui/icons.ts';
import { whole } from '../../ui/whole.ts';
import type { Payer } from '../payer.ts';
import { fullName } from './name.ts';

/** An amount and where it goes: a quote's, or a payment's. */
interface Divided {
  amountCents: number;
  lines: PaymentLine[];
  division?: DivisionView;
  credit?: Quote['credit'];
}

/** Shades of the accent; more lines than shades share the last. */
const shade = (index: number) => `k${Math.min(index, 3)}`;

/** "Where your $x goes": the server's split of the amount that is chosen now. */
export const splitPanel = (payer: Payer) => {
  const { words, formats, state } = payer;
  const { quote } = state;
  if (!quote) return state.quoting ? html`<p class="muted">${words.owe.adding}</p>` : nothing;
  return html`
    <section class="panel split" aria-labelledby="split">
      <h3 id="split">${words.owe.goes(formats.money(quote.amountCents))}</h3>
      ${bar(quote)} ${amounts(payer, quote)}
      ${quote.feeNote ? html`<p class="muted small">${quote.feeNote[words.language]}</p>` : nothing}
      ${whySplit(payer, quote)}
    </section>
  `;
};

/** The same under its own heading, closed until it is asked for: the amounts, and why. */
export const splitDetails = (payer: Payer, of: Divided) => html`
  <details class="split">
    <summary>${icons.go()}${payer.words.owe.goes(payer.formats.money(of.amountCents))}</summary>
    ${amounts(payer, of)} ${sentences(of.division)}
  </details>
`;

/** Which rule divides it and by what law, in the server's words; nothing where it gave none. */
export const whySplit = (payer: Payer, { division }: Divided) =>
  division
    ? html`<details ?open=${payer.whyOpen} @toggle=${(event: Event) => keepOpen(payer, event)}>
        <summary>${icons.go()}${payer.words.owe.why}</summary>
        ${sentences(division)}
      </details>`
    : nothing;

/** Opened once, it stays so with the next amount and on the next screen. */
function keepOpen(payer: Payer, { target }: Event): void {
  if (target instanceof HTMLDetailsElement && target.isConnected) payer.whyOpen = target.open;
}

const sentences = (division?: DivisionView) =>
  division
    ? html`<ul class="says">
          ${division.sentences.map((sentence) => html`<li>${whole(sentence)}</li>`)}
        </ul>
        <p>${division.note}</p>`
    : nothing;

const amounts = (payer: Payer, { lines, credit }: Divided) => html`
  <ul class="parts">
    ${lines.map(
      (line, index) => html`
        <li>
          <svg viewBox="0 0 10 10" class=${shade(index)} aria-hidden="true">
            <rect width="10" height="10" />
          </svg>
          <span>${fullName(payer, line)}</span
          ><span class="num">${payer.formats.money(line.amountCents)}</span>
        </li>
      `,
    )}
    ${credit ? html`<li><svg viewBox="0 0 10 10" aria-hidden="true"></svg><span>${credit.name[payer.words.language]}</span><span class="num">${payer.formats.money(credit.amountCents)}</span></li>` : nothing}
  </ul>
`;

/** Drawn with attributes: a strict policy of the page blocks styles written into markup. */
function bar({ amountCents, lines }: Divided) {
  let from = 0;
  const parts = lines.map((line, index) => {
    const part = svg`<rect class=${shade(index)} x=${from} width=${line.amountCents} height="10" />`;
    from += line.amountCents;
    return part;
  });
  return html`<svg
    class="split-bar"
    viewBox="0 0 ${amountCents} 10"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${parts}
  </svg>`;
}
