import { html, nothing } from 'lit';
import type { HelpTopic } from '../../i18n/help-words.ts';
import { icons } from '../../ui/icons.ts';
import { callable, telephone } from '../../ui/phone.ts';
import type { Payer } from '../payer.ts';
import type { Step } from '../state.ts';
import { heading } from './form.ts';
import { opening } from './ways.ts';

const topics: Partial<Record<Step, HelpTopic>> = {
  'create-account': 'account',
  'verify-email': 'account',
  'match-record': 'account',
  owe: 'owe',
  history: 'owe',
  check: 'pay',
  declined: 'pay',
  waiting: 'after',
  done: 'after',
};

/** Over the current step: its questions, whom to call and when, and the number to name. The step stays as it was. */
export const help = (payer: Payer) => {
  const { words, state } = payer;
  const said = words.help;
  const { phone = '', officeHours = [] } = state.agency ?? {};
  const reference = state.trouble?.reference ?? state.payment?.id;
  return html`
    <div class="where">
      <button type="button" class="link" @click=${() => payer.closeHelp()}>
        ${icons.back()}${words.frame.back}
      </button>
    </div>
    <div class="stack">
      ${heading(said.title, said.lead)}
      <div>
        ${said.questions[topics[state.step] ?? 'signIn'].map(
          ([question, answer]) =>
            html`<details>
              <summary>${icons.go()}${question}</summary>
              <p>${callable(answer(phone), phone)}</p>
            </details>`,
        )}
      </div>
      <a class="btn" href=${telephone(phone)}>${words.frame.call} ${phone}</a>
      ${
        officeHours.length > 0
          ? html`<div>
              <h3>${said.hours}</h3>
              ${officeHours.map((one) => html`<p>${opening(payer, one)}</p>`)}
            </div>`
          : nothing
      }
      ${reference ? html`<p class="muted small">${words.trouble.reference(reference)}</p>` : nothing}
    </div>
  `;
};
