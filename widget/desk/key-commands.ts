import type { ReactiveController } from 'lit';

export type Command =
  | 'search'
  | 'next'
  | 'previous'
  | 'pick'
  | 'note'
  | 'undo'
  | 'today'
  | 'payments'
  | 'people'
  | 'selected'
  | 'keys';

const single: Readonly<Record<string, Command>> = {
  '/': 'search',
  j: 'next',
  k: 'previous',
  x: 'pick',
  n: 'note',
  u: 'undo',
  '?': 'keys',
};
const afterG: Readonly<Record<string, Command>> = {
  p: 'payments',
  t: 'today',
  o: 'people',
  s: 'selected',
};

/** Single-key shortcuts of the desk: not while typing, not with a modifier, and only while they are turned on. */
export class KeyCommands implements ReactiveController {
  on = true;
  #afterG = false;
  readonly #run: (command: Command) => void;

  constructor(run: (command: Command) => void) {
    this.#run = run;
  }

  hostConnected() {
    window.addEventListener('keydown', this.#keyDown);
  }

  hostDisconnected() {
    window.removeEventListener('keydown', this.#keyDown);
  }

  readonly #keyDown = (event: KeyboardEvent) => {
    if (!this.on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || isTyping(event.composedPath()[0])) return;
    const command = (this.#afterG ? afterG : single)[event.key];
    this.#afterG = !this.#afterG && event.key === 'g';
    if (command === undefined) return;
    event.preventDefault(); // or the key lands in the field that takes focus
    this.#run(command);
  };
}

function isTyping(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return (
    target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement || target.isContentEditable
  );
}
