import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../ui/icons.ts';
import { phoneLink } from '../ui/phone.ts';
import { signOut } from './enter.ts';
import type { Flow } from './flow.ts';
import type { Step } from './state.ts';
import { signInAgain } from './steps/sign-in.ts';

/** Step n of m, for the steps that have an order, and where Back leads from each. */
const places: Partial<Record<Step, { n: number; of: number }>> = {
  'create-account': { n: 1, of: 3 },
  'verify-email': { n: 2, of: 3 },
  'match-record': { n: 3, of: 3 },
  owe: { n: 1, of: 2 },
  check: { n: 2, of: 2 },
};
const backFrom: Partial<Record<Step, Step>> = {
  'create-account': 'sign-in',
  'forgot-password': 'sign-in',
  check: 'owe',
};

/** Everything around a step: bar, band of trouble, way back, foot, live region. */
export const frame = (flow: Flow, step: unknown): TemplateResult => {
  const { words, formats, state, status } = flow;
  return html`
    <section
      class="ow"
      aria-label=${words.frame.payments}
      lang=${words.language}
      @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && leave(flow)}
    >
      ${bar(flow)} ${band(flow)}
      <div class="body">
        ${state.expired ? signInAgain(flow) : state.help ? flow.part?.help() : nothing}
        <div ?hidden=${state.expired || state.help}>${where(flow)} ${step}</div>
      </div>
      ${foot(flow)}
      <p class="vh" role="status">${status?.(words, formats) ?? ''}</p>
    </section>
  `;
};

/** What was opened over the step closes, and focus is where it was opened from or on the step. */
function leave(flow: Flow): void {
  if (flow.state.menuOpen) {
    flow.focusNext = 'account';
    flow.set({ menuOpen: false });
  } else if (flow.state.help) flow.part?.closeHelp();
}

const bar = (flow: Flow) => {
  const { words, state } = flow;
  const { code, name } = words.otherLanguage;
  return html`
    <div class="bar">
      <b>${state.agency?.name ?? words.frame.payments}</b>
      <button type="button" lang=${code} @click=${() => void flow.speak(code, true)}>
        ${icons.globe()}${name}
      </button>
      ${state.account && !state.expired && state.step !== 'opening' ? account(flow, state.account.givenName) : nothing}
    </div>
  `;
};

const account = (flow: Flow, name: string) => {
  const { words, state } = flow;
  const act = (what: () => Promise<void>) => () => void (state.busy || what());
  return html`
    <button
      type="button"
      id="account"
      aria-expanded=${state.menuOpen}
      aria-controls="menu"
      @click=${() => flow.set({ menuOpen: !state.menuOpen })}
    >
      ${icons.person()}<span class="vh">${words.frame.account}: </span>${name}
      <span class="down">${icons.go()}</span>
    </button>
    <div class="menu" id="menu" ?hidden=${!state.menuOpen}>
      ${
        state.step === 'waiting' && !state.payment?.onItsWay
          ? nothing
          : html`<button type="button" @click=${act(async () => flow.part?.goToHistory())}>
              ${words.frame.history}
            </button>`
      }
      <button type="button" @click=${act(() => signOut(flow))}>${words.frame.signOut}</button>
    </div>
  `;
};

/** The api is away: said once by its role, counted down in silence. */
const band = (flow: Flow) => {
  const { words, formats, state } = flow;
  const { trouble } = state;
  if (!trouble) return nothing;
  return html`
    <div class="band">
      ${icons.warn()}
      <p>
        <span role="status">
          ${trouble.said?.[words.language] ?? words.trouble[trouble.kind]}
          ${trouble.reference ? words.trouble.reference(trouble.reference) : nothing}
        </span>
        ${words.trouble.againIn(formats.seconds(trouble.secondsLeft))}
      </p>
      <button type="button" class="link" @click=${() => flow.tryNow()}>${words.trouble.tryAgain}</button>
    </div>
  `;
};

const where = (flow: Flow) => {
  const { words, state } = flow;
  const place = places[state.step];
  const before = state.retryOf && (state.retryOf.failure ? 'declined' : 'waiting');
  const back = (state.step === 'check' && before) || backFrom[state.step];
  if (!place && !back) return nothing;
  return html`
    <div class="where">
      ${
        back
          ? html`<button
              type="button"
              class="link"
              @click=${() => void (state.busy || flow.go(back, { payment: state.payment ?? state.retryOf }))}
            >
              ${icons.back()}${words.frame.back}
            </button>`
          : nothing
      }
      ${place ? html`<span>${words.frame.stepOf(place.n, place.of)}</span>` : nothing}
    </div>
  `;
};

const foot = (flow: Flow) => {
  const { words, state } = flow;
  const phone = state.agency?.phone;
  return html`
    <div class="foot">
      <span>${icons.lock()}${words.frame.secure}</span>
      ${
        phone
          ? html`<button type="button" class="link" @click=${flow.help}>${words.frame.help}</button>
              ${phoneLink(phone, `${words.frame.call} `)}`
          : nothing
      }
    </div>
  `;
};
