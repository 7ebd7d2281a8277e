import { html, nothing } from 'lit';
import { button } from '../../ui/button.ts';
import { icons } from '../../ui/icons.ts';
import { callable } from '../../ui/phone.ts';
import type { Payer } from '../payer.ts';
import { heading, problems } from './form.ts';

/**
 * It was not paid: why, in words, and the way on. "You were not charged" stands here because the status says so:
 * `failed` is told only when the server knows it; while it does not, the payment is `checking`.
 */
export const declined = (payer: Payer) => {
  const { flow, words } = payer;
  const { formats, state } = flow;
  const { payment } = state;
  const phone = state.agency?.phone ?? '';
  const failure = payment?.failure;
  if (!payment || !failure) return nothing;
  const { what, next } = payer.failure(failure.code);
  const again = failure.mayTryAgain && failure.triesLeft > 0;
  return html`
    <div class="stack">
      <span class="chip bad">${icons.warn()}${words.declined.chip}</span>
      ${heading(
        what,
        html`${payment.status === 'failed' ? html`<strong>${words.declined.notCharged}</strong>` : nothing}
        ${next}`,
      )}
      ${problems(flow)}
      ${
        again
          ? html`<p class="muted">
              ${words.declined.kept(formats.money(payment.amountCents))}
              ${failure.triesLeft === 1 ? words.declined.oneTry : words.declined.tries(failure.triesLeft)}
            </p>`
          : nothing
      }
      <div class="btns">
        ${
          again
            ? button({
                label: words.declined.again,
                locked: state.busy,
                click: () => payer.paying.tryAnotherWay(),
              })
            : nothing
        }
        ${button({
          label: again ? words.declined.change : words.declined.over,
          busy: words.frame.working,
          locked: state.busy,
          second: again,
          click: () => void payer.paying.letGo(),
        })}
      </div>
      <p class="muted small">${callable(words.declined.help(phone), phone)}</p>
    </div>
  `;
};
