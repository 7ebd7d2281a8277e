import type { Plan } from './plan.ts';
import { storyParts, type Side, type Stage, type Step, type StoryName } from './steps.ts';

/**
 * Whom `kill -9` ends. On SQLite one process is api and worker, with Temporal and the sandbox as its children; `power`
 * is all three at once, and `store` takes Temporal's whole store with it. On PostgreSQL api and worker are processes of their own.
 */
export type Victim = 'process' | 'temporal' | 'sandbox' | 'power' | 'store' | 'api' | 'worker';
export const victims: readonly Victim[] = [
  'process',
  'temporal',
  'sandbox',
  'power',
  'store',
  'api',
  'worker',
];

export type Layout = 'one process' | 'separate';
export const layoutOf = (victim: Victim): Layout =>
  victim === 'api' || victim === 'worker' ? 'separate' : 'one process';

export interface Cell {
  /** `card · confirm · acted · process` */
  name: string;
  story: StoryName;
  stage: Stage;
  step: Step;
  side: Side;
  victim: Victim;
  /** Absent: it is carried out. */
  leftOut?: string;
  /** Why it is one of the few that every change runs. */
  inCi?: string;
}

/** What every change runs; the reason says what each stands for. */
export const ciReasons: Readonly<Record<string, string>> = {
  'card · confirm · received · power': 'sent, not yet charged, and all lose power at once',
  'card · confirm · acted · store': 'charged, and only our own rows can drive it on',
  'card · books · before · process': 'known, and not yet written',
  '3-D Secure · webhook · acted · process': 'the inbox alone knows',
};

type Place = Pick<Cell, 'step' | 'side' | 'victim'>;

/** Cells that would say nothing, and why. */
const leftOut: readonly { because: string; cells: (place: Place) => boolean }[] = [
  {
    because: 'Stripe has no part in it',
    cells: ({ victim, step }) => victim === 'sandbox' && (has(step, 'mail') || step.needs.length === 0),
  },
  {
    because: 'Temporal has no part in it',
    cells: ({ victim, step }) => (victim === 'temporal' || victim === 'store') && step.needs.length === 0,
  },
  {
    because: 'the api has no part in it, and nobody is waiting',
    cells: ({ victim, step }) =>
      victim === 'api' && (has(step, 'mail') || ['balance list', 'fee', 'seal'].includes(step.name)),
  },
  {
    because: 'the worker has done its part',
    cells: ({ victim, step }) => victim === 'worker' && step.name === 'answer',
  },
  {
    because: 'the mail sandbox lives in the one process: only there can it be seen to have kept the mail',
    cells: ({ victim, step, side }) =>
      step.name === 'receipt mail' && side === 'acted' && layoutOf(victim) === 'separate',
  },
  {
    because:
      'as for the process: what Temporal and Stripe have committed they keep, which their own columns try',
    cells: ({ victim, step, side }) => victim === 'power' && !isCrossing(step, side),
  },
  {
    because: 'as for a loss of power: the rows alone drive it on, from wherever they are',
    cells: ({ victim, step, side }) => victim === 'store' && (side === 'before' || !isCrossing(step, side)),
  },
];

/** Where one side knows what the other does not yet: in a call that moves money or ends it, at its first and last write. */
const isCrossing = ({ name }: Step, side: Side) =>
  ['pay rows', 'books', 'webhook'].includes(name) ||
  (['confirm', 'create', 'cancel', 'challenge'].includes(name) && (side === 'received' || side === 'acted'));
const has = (step: Step, part: Step['needs'][number]) => step.needs.includes(part);
const reasonToLeaveOut = (place: Place) => leftOut.find((rule) => rule.cells(place))?.because;

/** Every step × side × victim. */
export const cells: readonly Cell[] = storyParts.flatMap(({ story, stage, steps }) =>
  steps.flatMap((step) =>
    sidesOf(step).flatMap((side) => victims.map((victim) => cellOf({ story, stage, step, side, victim }))),
  ),
);

function cellOf(at: Pick<Cell, 'story' | 'stage' | 'step' | 'side' | 'victim'>): Cell {
  const name = [at.story, at.step.name, at.side, at.victim].join(' · ');
  const because = reasonToLeaveOut(at);
  const reason = ciReasons[name];
  return {
    ...at,
    name,
    ...(because !== undefined && { leftOut: because }),
    ...(reason !== undefined && { inCi: reason }),
  };
}

function sidesOf({ sides }: Step): Side[] {
  return (['before', 'received', 'acted', 'after'] as const).filter((side) => sides[side] !== undefined);
}

/** Cells whose name has each of the words, in any order; none: all. */
export function choose(words: readonly string[]): Cell[] {
  const wanted = words.map((word) => word.toLowerCase());
  return cells.filter(({ name }) => wanted.every((word) => name.toLowerCase().includes(word)));
}

/** @param kill the victims' process ids */
export function planOf({ step, side }: Cell, kill: number[], smtpPort: number): Plan {
  const moment = step.sides[side];
  if (moment === undefined) throw new Error(`${step.name} has no ${side}`);
  const text = moment.text.replace('SMTP', String(smtpPort));
  return { ...moment, text, ...(step.since && { since: step.since }), kill };
}
