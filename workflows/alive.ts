import { heartbeat } from '@temporalio/activity';

const BEAT_MS = 500;

/** While an outside system is awaited, tell Temporal that this process lives: a killed one is noticed by its silence. */
export async function alive<T>(call: () => Promise<T>): Promise<T> {
  const beat = setInterval(heartbeat, BEAT_MS);
  try {
    return await call();
  } finally {
    clearInterval(beat);
  }
}
