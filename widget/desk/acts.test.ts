import { expect, test } from 'vitest';
import { inputOf, type Values } from './acts.ts';

const values: Values = {
  kind: 'restitution',
  fundId: 'f',
  shares: 'b',
  assessedCents: '120.00',
  assessedOn: '2026-11-10',
  'terms.how': 'unsaid',
  note: 'Order.',
};
const labelOf = (typed: Values): unknown => {
  const asked = inputOf('assess', { ...values, ...typed }, { personId: 'p' });
  return 'input' in asked ? asked.input['label'] : asked.problems;
};

test('what a debt is called is sent in both languages where both were typed, else as it was typed', () => {
  expect(labelOf({ label: 'Fine' })).toBe('Fine');
  expect(labelOf({ label: 'Fine', 'label.es': ' ' })).toBe('Fine');
  expect(labelOf({ label: 'Fine', 'label.es': 'Multa' })).toEqual({ en: 'Fine', es: 'Multa' });
  expect(labelOf({ 'label.es': 'Multa' })).toHaveProperty('label');
});
