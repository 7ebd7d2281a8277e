/// <reference types="vite/types/importMeta.d.ts" />
import { mkdir, writeFile } from 'node:fs/promises';
import { Client, type ConnectionLike } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

/** `npm run histories` runs the workflows' tests in this mode, after a wanted change of a workflow. */
export const isRecording = () => import.meta.env.MODE === 'record';

/**
 * When recording, keep the history of a workflow that a test has run, for the replay that every later version must
 * pass. Waits for its end.
 * @param as.folder the noun's histories/
 * @param as.name of the file, from the test's
 */
export async function recordHistory(
  on: { connection: ConnectionLike; namespace: string },
  workflowId: string,
  as: { folder: URL; name: string },
): Promise<void> {
  if (!isRecording()) return;
  const handle = new Client(on).workflow.getHandle(workflowId);
  await handle.result();
  const history: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()));
  const slug = as.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  await mkdir(as.folder, { recursive: true });
  await writeFile(new URL(`${slug}.json`, as.folder), `${JSON.stringify(history, withoutPlace, 1)}\n`);
}

/** Who ran it, and where its files lay, is nobody's business and no part of a replay. */
const withoutPlace = (key: string, value: unknown) =>
  key === 'identity' || key === 'stackTrace' || key === 'workerInstanceKey' ? undefined : value;
