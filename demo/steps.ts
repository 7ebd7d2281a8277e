/** What a start tells as it goes. `ms`: how long the step took. */
export type StepEvent =
  | { kind: 'begins'; label: string }
  | { kind: 'note'; label: string; text: string }
  | { kind: 'done'; label: string; detail: string; ms: number }
  | { kind: 'failed'; label: string; ms: number };

export type Report = (event: StepEvent) => void;

/** Tells what happens in a step meanwhile, or after it. */
export type Note = (text: string) => void;
type Work<T> = (note: Note) => Promise<T>;
/** Does the work and tells its beginning and end; `detail` is shown beside the mark. */
export type Step = <T>(label: string, work: Work<T>, detail?: (result: T) => string) => Promise<T>;

/**
 * Runs steps one after the other and tells each one's beginning and end.
 * @returns `step(label, work, detail)`: what the work returns; what it throws goes on
 */
export function stepper(report: Report): Step {
  return async (label, work, detail = () => '') => {
    const began = performance.now();
    const ms = () => Math.round(performance.now() - began);
    report({ kind: 'begins', label });
    try {
      const result = await work((text) => report({ kind: 'note', label, text }));
      report({ kind: 'done', label, detail: detail(result), ms: ms() });
      return result;
    } catch (error) {
      report({ kind: 'failed', label, ms: ms() });
      throw error;
    }
  };
}

/** Where lines go: a terminal, or a file. */
interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Steps as lines for people: `✓ 0.4 s  Database migrated (1 applied)`. A terminal also shows what is under way. */
export function stepLines(output: Output): Report {
  let underWay = '';
  const line = (text: string) => {
    const again = output.isTTY && underWay ? `…          ${underWay}` : '';
    output.write(`${output.isTTY ? '\r\u001b[2K' : ''}${text === '' ? '' : `${text}\n`}${again}`);
  };
  return (event) => {
    if (event.kind !== 'note') underWay = event.kind === 'begins' ? event.label : ''; // a note may come later
    if (event.kind === 'begins') return line('');
    if (event.kind === 'note') return line(`           ${event.text}`);
    const detail = event.kind === 'done' && event.detail !== '' ? `: ${event.detail}` : '';
    line(`${event.kind === 'done' ? '✓' : '✗'} ${seconds(event.ms)}  ${event.label}${detail}`);
  };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(5)} s`;
