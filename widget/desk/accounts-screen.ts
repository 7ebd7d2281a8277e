import type { TemplateResult } from 'lit';
import type { StaffAccount } from '../../api/contract/index.ts';
import { accountsView } from './accounts-view.ts';
import type { Formats } from './formats.ts';
import { thenFocus, type Ground } from './ground.ts';

/** A person's own accounts, and where focus goes while a code is given for one. */
export class AccountsScreen {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  view(accounts: readonly StaffAccount[], formats: Formats): TemplateResult {
    const { staff, person } = this.#ground.desk;
    const { officeCode } = person;
    const then = (act: unknown, to: string) => void thenFocus(this.#ground, act, to);
    return accountsView(accounts, {
      model: officeCode,
      role: staff?.role ?? 'clerk',
      formats,
      onBegin: (account) => then(officeCode.begin(account), '#code-note'),
      onType: (note) => officeCode.type(note),
      onSubmit: (event) => {
        event.preventDefault();
        const submitted = officeCode.submit(person.personId ?? '');
        then(submitted, '.bad #code-note, #code-effect, #code-made');
      },
      onLeave: () => {
        const { accountId = '' } = officeCode.giving ?? officeCode.made ?? {};
        then(officeCode.leave(), `[data-give="${CSS.escape(accountId)}"]`);
      },
    });
  }
}
