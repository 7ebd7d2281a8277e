import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aClaim, aDatedExplanation, anExplanation, someExplanation } from '../policy/fixtures.ts';
import { divisionWords } from './division.ts';

const owed = [
  aClaim('victim', 'restitution', 3_000n),
  aClaim('state', 'state_minimum_cost', 6_800n),
  aClaim('costs', 'court_costs', 10_000n),
  aClaim('fine', 'fine', 20_000n),
];

test('what went first, why, and by which law, in words that need no law', () => {
  expect(divisionWords('en', anExplanation('MI', owed, 15_000n)).sentences).toEqual([
    'The payment of $150.00 is divided by the rule “Michigan” (version 1), which follows the law: MCL 775.22, 780.766a.',
    'Restitution is money that goes back to those who were harmed.',
    '$150.00 is put into parts: 50% ($75.00) for restitution; 50% ($75.00) for the state’s minimum cost, court costs, and fines.',
    'The first part does not need all of its money: $45.00 goes to the other part.',
    'First, $30.00 goes to restitution. That pays this in full.',
    'Then, $68.00 goes to the state’s minimum cost. That pays this in full.',
    'Then, $52.00 goes to court costs. Still owed for this: $48.00.',
    'Nothing is left this time for fines. Still owed for this: $200.00.',
  ]);
});

test('the same in Spanish', () => {
  expect(divisionWords('es-MX', anExplanation('MI', owed, 15_000n)).sentences).toEqual([
    'El pago de $150.00 se reparte según la regla “Michigan” (versión 1), que sigue la ley: MCL 775.22, 780.766a.',
    'La restitución es dinero que se devuelve a quienes sufrieron el daño.',
    'La cantidad de $150.00 se divide en partes: 50% ($75.00) para restitución; 50% ($75.00) para el costo mínimo del estado, costos de la corte y multas.',
    'La primera parte no necesita todo su dinero: $45.00 para la otra parte.',
    'Primero, $30.00 para restitución. Con eso queda pagado por completo.',
    'Después, $68.00 para el costo mínimo del estado. Con eso queda pagado por completo.',
    'Después, $52.00 para costos de la corte. De esto todavía falta pagar $48.00.',
    'Esta vez no queda nada para multas. De esto todavía falta pagar $200.00.',
  ]);
});

test('what is due first, and what is not due yet, are told apart', () => {
  const claims = [
    aClaim('f', 'fine', 5_000n, { dueCents: 1_000n }),
    aClaim('r', 'restitution', 9_000n, { dueCents: 2_000n }),
  ];
  const { sentences } = divisionWords('en', anExplanation('HI', claims, 4_000n, { dueFirst: true }));
  expect(sentences.slice(2)).toEqual([
    'What is due comes first.',
    'First, $20.00 goes to restitution. That pays all that is due for this.',
    'Then, $10.00 goes to fines. That pays all that is due for this.',
    'What is left goes to what is not due yet.',
    'Then, $10.00 goes to restitution. Still owed for this: $60.00.',
  ]);
});

test('several who share are told how, and whose turn it is', () => {
  const victims = [aClaim('a', 'restitution', 100_000n), aClaim('b', 'restitution', 300_000n)];
  expect(divisionWords('en', anExplanation('MT', victims, 40_000n)).sentences.at(-1)).toBe(
    'First, $400.00 goes to restitution to people, nonprofit organizations, or businesses. It is shared among several debts: the more is still owed on one, the more it gets. Still owed for this: $3,600.00.',
  );
  const listed = [aClaim('a', 'restitution', 20_000n), aClaim('b', 'restitution', 30_000n, { listed: 2 })];
  expect(divisionWords('es', anExplanation('MT', listed, 25_000n)).sentences.at(-1)).toContain(
    'en el orden de la sentencia',
  );
});

test('a surcharge that waits, and a fee that is not taken, are told with the reason', () => {
  const florida = [aClaim('m', 'supervision_fee', 5_000n), aClaim('s', 'supervision_surcharge', 200n)];
  expect(divisionWords('en', anExplanation('FL', florida, 4_999n)).sentences).toContain(
    'Nothing goes yet to the monthly supervision surcharge: it comes only after the monthly amount is paid in full.',
  );
  const collected = [aClaim('c', 'collection_fee', 5_000n), aClaim('f', 'fine', 5_000n)];
  expect(divisionWords('en', anExplanation('PA', collected, 1_000n)).sentences).toContain(
    'Nothing goes to the collection agency’s fee: it is taken only from money that a collection agency brought in.',
  );
});

test('that no more may be paid ahead, and what is still owed, is told in both languages', () => {
  const claim = aClaim('r', 'restitution', 60_000n, { dueCents: 5_000n, mostCents: 10_000n });
  const explanation = anExplanation('CA', [claim], 10_000n);
  expect(divisionWords('en', explanation).sentences.at(-1)).toBe(
    'First, $100.00 goes to restitution. No more of it can be paid ahead. Still owed for this: $500.00.',
  );
  expect(divisionWords('es', explanation).sentences.at(-1)).toContain(
    'No se puede adelantar más. De esto todavía falta pagar $500.00.',
  );
});

test('debts under two versions of a law: what each version divides, and what is left for neither', () => {
  const claims = [
    aClaim('old', 'restitution', 3_000n, { assessedOn: '2017-05-01' }),
    aClaim('new', 'restitution', 9_000n, { assessedOn: '2024-05-01' }),
    aClaim('costs', 'court_costs', 2_000n, { assessedOn: '2024-05-01' }),
  ];
  const paying = (cents: bigint) => aDatedExplanation('PA', claims, cents);
  const first = divisionWords('en', paying(2_000n)).sentences;
  expect(first[0]).toMatch(/^\$20\.00 of the payment goes to debts under the rule “Pennsylvania 2003–2018”/);
  expect(first.at(-1)).toBe(
    'Nothing is left this time for debts that began on October 24, 2018 or later, which have the rule “Pennsylvania” (version 2): court costs and restitution. Still owed for them: $110.00.',
  );
  const both = divisionWords('es', paying(5_000n)).sentences;
  expect(both.filter((sentence) => sentence.startsWith('Una parte del pago, '))).toEqual([
    expect.stringMatching(/, \$30\.00, .* “Pennsylvania 2003–2018”/),
    expect.stringMatching(/, \$20\.00, .* “Pennsylvania” \(versión 2\)/),
  ]);
  expect(both).toContain('Todas las partes juntas necesitan menos: el sobrante es de $20.00.');
});

test('one case after the other: whose turn comes', () => {
  const claims = [
    aClaim('old', 'restitution', 3_000n, { caseId: 'a', orderedOn: '2019-01-01' }),
    aClaim('new', 'restitution', 3_000n, { caseId: 'b', orderedOn: '2024-01-01' }),
  ];
  expect(divisionWords('en', anExplanation('MT', claims, 4_000n)).sentences.slice(1)).toEqual([
    'The oldest case comes first.',
    'Restitution is money that goes back to those who were harmed.',
    'First, $30.00 goes to restitution to people, nonprofit organizations, or businesses. That pays this in full in this case.',
    'Then comes the next oldest case.',
    'Then, $10.00 goes to restitution to people, nonprofit organizations, or businesses. Still owed for this in this case: $20.00.',
  ]);
});

test('restitution to some is paid, to others not yet: the two are told apart', () => {
  const claims = [
    aClaim('p', 'restitution', 3_000n),
    aClaim('i', 'restitution', 3_000n, { payees: ['insurer'] }),
    aClaim('c', 'court_costs', 1_000n),
  ];
  expect(divisionWords('en', anExplanation('DE', claims, 1_000n)).sentences.slice(2)).toEqual([
    'First, $10.00 goes to restitution to people. Still owed for this: $20.00.',
    'Nothing is left this time for other restitution and court costs. Still owed for these: $40.00.',
  ]);
});

test('every payment that can be divided can be told in both languages, without a code or an empty place', () => {
  fc.assert(
    fc.property(someExplanation, fc.constantFrom('en', 'es'), (explanation, language) => {
      const { heading, note, sentences } = divisionWords(language, explanation);
      for (const sentence of [heading, note, ...sentences]) {
        expect(sentence).toMatch(/^\S.*\.$|^[^.]+$/);
        expect(sentence).not.toMatch(/[a-z]_[a-z]|undefined|null|NaN| {2}|\$\{/);
      }
    }),
  );
});

test('both languages say the same number of sentences of the same amounts', () => {
  const amountsOf = (sentences: readonly string[]) =>
    sentences.map((sentence) => sentence.match(/\$[\d,.]*\d/g)?.length ?? 0);
  fc.assert(
    fc.property(someExplanation, (explanation) => {
      const booked = explanation.unappliedCents + 1n; // a cent of it no longer fitted
      const [en, es] = ['en', 'es'].map((tag) => divisionWords(tag, explanation, booked).sentences);
      expect(amountsOf(es ?? [])).toEqual(amountsOf(en ?? []));
    }),
  );
});

test('what is not due yet is told apart from what is, by the same step’s name', () => {
  const claims = [
    aClaim('fee', 'supervision_fee', 15_000n, { dueCents: 5_000n }),
    aClaim('surcharge', 'supervision_surcharge', 200n),
  ];
  expect(divisionWords('en', anExplanation('FL', claims, 7_000n)).sentences.slice(1)).toEqual([
    'First, $50.00 goes to supervision fees. That pays all that is due for this.',
    'Then, $2.00 goes to the monthly supervision surcharge. That pays all that is due for this.',
    'Then, $18.00 goes to supervision fees not due yet. Still owed for this: $82.00.',
  ]);
});

test('a part that is for nothing owed here is told so, and where no part is for anything, none is named', () => {
  const claims = [aClaim('costs', 'court_costs', 2_000n)];
  expect(divisionWords('en', anExplanation('MI', claims, 1_001n)).sentences.slice(1)).toEqual([
    '$10.01 is put into parts: 50% ($5.01) for a kind of debt that is not owed here; 50% ($5.00) for court costs.',
    'The first part does not need its money: $5.01 goes to the other part.',
    'First, $10.01 goes to court costs. Still owed for this: $9.99.',
  ]);
});

test('to whom restitution goes is not said of a fee beside it, nor is an opinion called the law', () => {
  const claims = [aClaim('r', 'restitution', 2_000n), aClaim('s', 'restitution_surcharge', 100n)];
  expect(divisionWords('en', anExplanation('WI', claims, 2_100n)).sentences.at(-1)).toBe(
    'First, $21.00 goes to the restitution surcharge and restitution to people, nonprofit organizations, businesses, or public offices. That pays these in full.',
  );
  const program = [aClaim('p', 'restitution', 100n, { payees: ['victim_program'] })];
  expect(divisionWords('es', anExplanation('US', program, 100n)).sentences.at(-1)).toContain(
    'restitución a compañías de seguros o al programa de víctimas de delitos. ',
  );
  const texas = divisionWords('en', anExplanation('TX', claims, 1n)).sentences[0];
  expect(texas).toContain('which follows what the state’s attorney general says of the law: Tex. Att’y Gen.');
});

test('parts beyond what all that is owed is worth: the debt that is full is not said to get more', () => {
  const claims = [aClaim('a', 'restitution', 10_000n), aClaim('b', 'restitution', 300n)];
  const explanation = anExplanation('FL', claims, 3_500n);
  expect(explanation.byRule[0]?.steps).toMatchObject([{ lines: [{ cents: 3_200n }, { cents: 300n }] }]);
  expect(divisionWords('en', explanation).sentences.at(-1)).toBe(
    'First, $35.00 goes to restitution. It is shared among several debts in equal parts, but none gets more than is owed on it. Still owed for this: $68.00.',
  );
});

test('the rule is named in the reader’s language where the agency named it in both', () => {
  const explanation = anExplanation('MI', owed, 15_000n);
  const name = { en: 'County order', es: 'Orden del condado' };
  const citation = { en: 'Local rule 7', es: 'Regla local 7' };
  const named = { ...explanation, byRule: explanation.byRule.map((walk) => ({ ...walk, name, citation })) };
  expect(divisionWords('es', named).sentences[0]).toBe(
    'El pago de $150.00 se reparte según la regla “Orden del condado” (versión 1), que sigue la ley: Regla local 7.',
  );
  expect(divisionWords('en', named).sentences[0]).toContain(
    '“County order” (version 1), which follows the law: Local rule 7.',
  );
});
