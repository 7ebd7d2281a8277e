import { Client, WithStartWorkflowOperation } from '@temporalio/client';
import { connectTemporal } from '../../../workflows/worker.ts';
import type { bareWorkflow } from './bare-workflow.ts';

export const BARE_QUEUE = 'bench-bare';

/** One bare workflow from its start to its end. @returns ms until the update's answer */
export type RunBare = () => Promise<number>;

export async function bareClient(at: { address: string; namespace: string }): Promise<RunBare> {
  const connection = await connectTemporal(at.address);
  const { workflow } = new Client({ connection, namespace: at.namespace });
  return async () => {
    const workflowId = `bare/${crypto.randomUUID()}`;
    const began = performance.now();
    const startWorkflowOperation = new WithStartWorkflowOperation<typeof bareWorkflow>('bareWorkflow', {
      workflowId,
      taskQueue: BARE_QUEUE,
      workflowTaskTimeout: '2s', // as a payment's
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      args: [],
    });
    const done = await workflow.executeUpdateWithStart<typeof bareWorkflow, number, []>('begin', {
      updateId: workflowId,
      startWorkflowOperation,
    });
    const answeredMs = performance.now() - began;
    if (done < 2) throw new Error(`The bare workflow answered after ${done} activities`);
    await workflow.getHandle(workflowId).result();
    return answeredMs;
  };
}
