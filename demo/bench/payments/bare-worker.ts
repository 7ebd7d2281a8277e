import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { connectTemporal, workerOptions } from '../../../workflows/worker.ts';
import { bareActivities } from './bare-activities.ts';
import { BARE_QUEUE } from './bare-client.ts';

/** The bare workflow's worker, a process of its own: `node bare-worker.ts <address> <namespace>`. */
const [address = '', namespace = ''] = process.argv.slice(2);
const connection = await connectTemporal(address);
const worker = await Worker.create({
  ...workerOptions,
  connection,
  namespace,
  taskQueue: BARE_QUEUE,
  activities: bareActivities,
  workflowBundle: await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('bare-workflow.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  }),
});
process.once('SIGTERM', () => worker.shutdown());
await worker.run();
await connection.close();
