import { expect, test } from 'vitest';
import { HOLD_REASONS } from '../policy/codes.ts';
import { creditWords, heldWords, feeWords } from './owed.ts';

test('every reason of a hold is told in both languages, each in its own words', () => {
  const said = HOLD_REASONS.map(heldWords);
  for (const { en, es } of said) {
    expect(en).toMatch(/^On hold.* You do not have to pay it now\.$/);
    expect(es).toMatch(/^En pausa.* No tiene que pagarlo ahora\.$/);
  }
  expect(new Set(said.flatMap(({ en, es }) => [en, es])).size).toBe(2 * HOLD_REASONS.length);
});

test('credit is told with its amount', () => {
  expect(creditWords(5_001n)).toEqual({
    en: 'You have a credit of $50.01. It pays what you are charged next.',
    es: 'Tiene un saldo a favor de $50.01. Con él se paga lo próximo que le cobren.',
  });
});

test('a fee is said with the way that has it, and that others have none where that is so', () => {
  expect(feeWords('card', 325n, true)).toEqual({
    en: 'A card adds a fee of $3.25. The next step shows ways with no fee.',
    es: 'Con tarjeta se suma un cargo de $3.25. El paso siguiente muestra formas sin cargo.',
  });
  expect(feeWords('bank_debit', 50n, false).en).toBe('A bank account adds a fee of $0.50.');
});
