import { expect, test } from 'vitest';
import { stepLines, stepper, type StepEvent } from './steps.ts';

function printed(isTTY: boolean) {
  let text = '';
  const report = stepLines({ isTTY, write: (more) => (text += more) });
  return { report, text: () => text.replaceAll(/\d\.\d s/g, 'N s') };
}

test('a step that fails is told as failed, and its error goes on', async () => {
  const events: StepEvent[] = [];
  const step = stepper((event) => events.push(event));
  await expect(step('Database', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(events).toMatchObject([
    { kind: 'begins', label: 'Database' },
    { kind: 'failed', label: 'Database' },
  ]);
});

test('a file gets a line for each step and note, and no control character', async () => {
  const { report, text } = printed(false);
  const step = stepper(report);
  await step('Temporal', async (note) => note('Fetching it.'));
  await step(
    'Database',
    async () => 3,
    (n) => `${n} migrations`,
  );
  expect(text()).toBe('           Fetching it.\n✓   N s  Temporal\n✓   N s  Database: 3 migrations\n');
});

test('a terminal shows what is under way until it is done', async () => {
  const { report, text } = printed(true);
  report({ kind: 'begins', label: 'Database' });
  expect(text()).toMatch(/Database$/);
  report({ kind: 'done', label: 'Database', detail: '', ms: 100 });
  expect(text()).toContain('\r\u001b[2K✓   N s  Database\n'); // the line is cleared and written anew
});

test('a note after its step is done leaves nothing under way', () => {
  const { report, text } = printed(true);
  report({ kind: 'begins', label: 'Temporal' });
  report({ kind: 'done', label: 'Temporal', detail: '', ms: 100 });
  report({ kind: 'note', label: 'Temporal', text: 'Temporal ended by itself.' });
  expect(text()).toMatch(/ended by itself\.\n$/);
});
