import { html, nothing } from 'lit';
import { button } from '../../ui/button.ts';
import { callable } from '../../ui/phone.ts';
import type { Payer } from '../payer.ts';
import { codeEntry } from './code-entry.ts';
import { form, heading, problems } from './form.ts';
import { dayOf, recordFields, recordProblems } from './match-record.ts';

/** Who the owner of a mailed link is: the record where the account has one, else a code from the same mailbox. */
export const identity = (payer: Payer) => {
  const { flow, words, reset } = payer;
  if (!reset) return nothing;
  const { check, email } = reset.view;
  return html`
    <div class="stack">
      ${check === 'record' ? heading(words.reset.title, words.reset.lead) : heading(words.verify.title, words.verify.lead(email))}
      ${problems(flow)}
      ${
        check === 'record'
          ? byRecord(payer)
          : codeEntry(flow, (code) => reset.prove({ kind: 'code', pending: flow.pending, code }, 'code'))
      }
    </div>
  `;
};

const byRecord = (payer: Payer) => {
  const { flow, words, reset, state } = payer;
  const phone = state.agency?.phone ?? '';
  return html`
    ${form(
      flow,
      html`
        ${recordFields(payer)}
        ${button({ label: words.owe.button, busy: words.frame.working, locked: state.busy })}
      `,
      recordProblems,
      async (typed) => {
        const agencyPersonId = typed('agencyPersonId').trim();
        const birthDate = dayOf(typed) ?? '';
        await reset?.prove({ kind: 'record', agencyPersonId, birthDate }, 'agencyPersonId');
      },
    )}
    <p class="muted small">${callable(words.reset.help(phone), phone)}</p>
  `;
};
