import { randomFrom } from '../random.ts';

/** What is left to chance, the same for a seed. */
export interface Chance {
  /** Whole, both bounds included. */
  whole(least: number, most: number): number;
  /** Does something happen that happens so often in a hundred? */
  percent(often: number): boolean;
  one<T>(of: readonly T[]): T;
  /** One of them, each as often as it weighs beside the others. */
  weighted<T extends { weight: number }>(of: readonly T[]): T;
  /** A chance of its own, so that what is drawn here changes nothing there. */
  fork(): Chance;
}

export function chance(seed: number): Chance {
  const random = randomFrom(seed);
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    whole,
    percent: (often) => random() * 100 < often,
    one: (of) => at(of, whole(0, of.length - 1)),
    weighted(of) {
      let left = random() * of.reduce((total, { weight }) => total + weight, 0);
      return of.find(({ weight }) => (left -= weight) < 0) ?? at(of, of.length - 1);
    },
    fork: () => chance(whole(0, 2 ** 31)),
  };
}

function at<T>(of: readonly T[], index: number): T {
  const found = of[index];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
}
