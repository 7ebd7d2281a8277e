import { html, nothing } from 'lit';
import { button } from '../../ui/button.ts';
import { callable } from '../../ui/phone.ts';
import type { Payer } from '../payer.ts';
import { codeEntry, codeForm } from './code-entry.ts';
import { form, heading, problems } from './form.ts';
import { dayOf, recordFields, recordProblems } from './match-record.ts';

/**
 * Who the owner of a mailed link is: the record where the account has one, else a code from the same mailbox; in place of
 * either a code that staff gave.
 */
export const identity = (payer: Payer) => {
  const { flow, words, reset } = payer;
  if (!reset) return nothing;
  const { byOffice, turn } = reset;
  const { check, email, office } = reset.view;
  const { language, verify } = words;
  const { have, title, lead, back } = office[language];
  const question = check === 'record' ? words.reset : { title: verify.title, lead: verify.lead(email) };
  return html`
    <div class="stack">
      ${byOffice ? heading(title, lead) : heading(question.title, question.lead)} ${problems(flow)}
      ${
        byOffice
          ? codeForm(
              flow,
              (code) => reset.prove({ kind: 'office', code }, 'code'),
              (now) => office[now.language].missing,
            )
          : check === 'record'
            ? byRecord(payer)
            : codeEntry(flow, (code) => reset.prove({ kind: 'code', pending: flow.pending, code }, 'code'))
      }
      <div class="btns">
        ${button({ label: byOffice ? back : have, second: true, locked: flow.state.busy, click: turn })}
      </div>
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
