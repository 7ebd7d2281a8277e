import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Bundles the workflows' code for their sandbox, to the standard output: see `workflowCode`. */
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('bundle.ts', import.meta.url)),
  logger: new DefaultLogger('WARN'),
});
process.stdout.write(code);
