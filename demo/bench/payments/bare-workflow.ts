import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { BareActivities } from './bare-activities.ts';

const { first, second, third } = proxyActivities<BareActivities>({ startToCloseTimeout: '10s' });
const begin = defineUpdate<number>('begin');

/** What a payment is measured against: three ordinary activities that do nothing, and an answer after the second. */
export async function bareWorkflow(): Promise<void> {
  let done = 0;
  setHandler(begin, async () => {
    await condition(() => done >= 2);
    return done;
  });
  await first();
  done = 1;
  await second();
  done = 2;
  await third();
  done = 3;
  await condition(allHandlersFinished);
}
