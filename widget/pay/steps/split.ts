import { html, nothing, svg } from 'lit';
import type { QuoteLine } from '../../../api/contract/index.ts';
import { icons } from '../../ui/icons.ts';
import type { Payer } from '../payer.ts';
import { fullName } from './name.ts';

/** Shades of the accent; more lines than shades share the last. */
const shade = (index: number) => `k${Math.min(index, 3)}`;

/** "Where your $x goes": the server's split of the amount that is chosen now. */
export const splitPanel = ({ words, formats, state }: Payer) => {
  const { quote } = state;
  if (!quote) return state.quoting ? html`<p class="muted">${words.owe.adding}</p>` : nothing;
  const { amountCents, lines } = quote;
  const kinds = formats.list([...new Set(lines.map(({ kind }) => words.kinds[kind]))]);
  return html`
    <section class="panel split" aria-labelledby="split">
      <h3 id="split">${words.owe.goes(formats.money(amountCents))}</h3>
      ${bar(amountCents, lines)}
      <ul>
        ${lines.map(
          (line, index) => html`
            <li>
              <svg viewBox="0 0 10 10" class=${shade(index)} aria-hidden="true">
                <rect width="10" height="10" />
              </svg>
              <span>${fullName(words, line)}</span><span class="num">${formats.money(line.amountCents)}</span>
            </li>
          `,
        )}
      </ul>
      <details>
        <summary>${icons.go()}${words.owe.why}</summary>
        <p>${words.owe.whyText(kinds)}</p>
      </details>
    </section>
  `;
};

/** Drawn with attributes: a strict policy of the page blocks styles written into markup. */
function bar(total: number, lines: QuoteLine[]) {
  let from = 0;
  const parts = lines.map((line, index) => {
    const part = svg`<rect class=${shade(index)} x=${from} width=${line.amountCents} height="10" />`;
    from += line.amountCents;
    return part;
  });
  return html`<svg class="split-bar" viewBox="0 0 ${total} 10" preserveAspectRatio="none" aria-hidden="true">
    ${parts}
  </svg>`;
}
