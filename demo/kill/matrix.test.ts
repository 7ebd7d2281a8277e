import { expect, test } from 'vitest';
import { cells, ciReasons, choose, planOf, victims } from './matrix.ts';

const carriedOut = cells.filter(({ leftOut }) => leftOut === undefined);

test('a cell has a name of its own', () => {
  expect(new Set(cells.map(({ name }) => name)).size).toBe(cells.length);
});

test('what every change runs is in the matrix, and not left out of it', () => {
  const few = carriedOut.filter(({ inCi }) => inCi !== undefined).map(({ name }) => name);
  expect(few.toSorted()).toEqual(Object.keys(ciReasons).toSorted());
});

test('every step is tried, on every side that it has, with the death of whoever carries it', () => {
  const places = new Set(cells.map(({ story, step, side }) => `${story} ${step.name} ${side}`));
  for (const victim of ['process', 'worker'] as const) {
    const tried = carriedOut.filter((cell) => cell.victim === victim);
    const missing = [...places].filter(
      (place) => !tried.some(({ story, step, side }) => `${story} ${step.name} ${side}` === place),
    );
    const known = ['card answer before', 'card answer after', 'card receipt mail acted']; // the api's; one process's
    expect(missing.filter((place) => victim === 'process' || !known.includes(place))).toEqual([]);
  }
  expect(new Set(carriedOut.map(({ victim }) => victim))).toEqual(new Set(victims));
});

test('every call is killed before it, during it on both sides of the act, and after it', () => {
  const calls = cells.filter(({ step }) => step.sides.before?.at === 'calls').map(({ step }) => step);
  expect(calls.length).toBeGreaterThan(0);
  for (const { sides } of calls) expect(Object.keys(sides)).toEqual(['before', 'received', 'acted', 'after']);
});

test('words choose the cells that have all of them', () => {
  expect(choose(['Confirm', 'acted', 'card', 'temporal']).map(({ name }) => name)).toEqual([
    'card · confirm · acted · temporal',
  ]);
});

test('a plan names the mail server’s port', () => {
  const [cell] = choose(['receipt mail · before · process']);
  if (!cell) throw new Error('There is no such cell');
  expect(planOf(cell, [7], 2525)).toMatchObject({ at: 'connects', text: '^2525$', kill: [7] });
});
