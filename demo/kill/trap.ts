/**
 * Loaded before a process of the product or the Stripe sandbox (`node --import`), for tests: at the moment that the
 * plan names it kills the processes that the plan names, and goes on only once they are gone. The product's own code
 * is not touched: calls are seen on Node's diagnostics channels, commits at the database's driver.
 */
import { subscribe } from 'node:diagnostics_channel';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ServerResponse, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import {
  PLAN_FILE,
  SINCE_FILE,
  SPRUNG_FILE,
  TRAP_FOLDER,
  type Instant,
  type Moment,
  type Plan,
} from './plan.ts';
import { replace, watchFiles, watchPostgresql, watchSockets, watchSqlite } from './trap-drivers.ts';

const folder = process.env[TRAP_FOLDER];
const isSandbox = process.argv[1]?.endsWith('/demo/stripe/main.ts') === true;

if (folder !== undefined && isMainThread) {
  const passes = (at: Instant, text: string) => look(folder, { at, text });
  watchCalls(passes);
  watchFiles(passes);
  if (!isSandbox) {
    watchSockets(passes);
    watchSqlite(passes);
    watchPostgresql(passes);
  }
}

/** An instant has come: is it the planned one? */
function look(within: string, now: { at: Instant; text: string }): void {
  const file = join(within, PLAN_FILE);
  const plan = planIn(file);
  if (plan === null) return;
  const since = join(within, SINCE_FILE);
  if (plan.since && !existsSync(since)) {
    if (isAt(plan.since, now)) writeFileSync(since, now.text);
    return;
  }
  if (!isAt(plan, now)) return;
  try {
    renameSync(file, join(within, SPRUNG_FILE));
  } catch {
    return; // another process was first
  }
  for (const pid of plan.kill.filter((each) => each !== process.pid)) killNow(pid);
  if (plan.kill.includes(process.pid)) process.kill(process.pid, 'SIGKILL');
}

const isAt = (moment: Moment, now: { at: Instant; text: string }) =>
  moment.at === now.at &&
  (moment.in === 'sandbox') === isSandbox &&
  new RegExp(moment.text, 's').test(now.text);

function planIn(file: string): Plan | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Plan;
  } catch {
    return null; // nothing is planned
  }
}

const KILLED_WITHIN_MS = 5000;

/** Kill, and do nothing else until it is gone: what we do next must not reach it. */
function killNow(pid: number): void {
  process.kill(pid, 'SIGKILL');
  const never = new Int32Array(new SharedArrayBuffer(4));
  const giveUpAt = performance.now() + KILLED_WITHIN_MS;
  while (!isGone(pid) && performance.now() < giveUpAt) Atomics.wait(never, 0, 0, 1);
}

/** Gone, or dead and not yet collected by its parent, which may be us. */
function isGone(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return true;
  }
}

function watchCalls(passes: (at: Instant, text: string) => void): void {
  const on = <Message>(channel: string, at: Instant, textOf: (message: Message) => string) =>
    subscribe(channel, (message) => passes(at, textOf(message as Message)));
  type Called = { request: ClientRequest; response?: IncomingMessage };
  const called = ({ request, response }: Called) =>
    `${request.method} ${request.path}${response ? ` ${response.statusCode}` : ''}`;
  type Served = { request: IncomingMessage };
  const served = ({ request }: Served) => `${request.method} ${request.url}`;
  on<Called>('http.client.request.created', 'calls', called);
  on<Called>('http.client.response.finish', 'answered', called);
  on<Served>('http.server.request.start', 'served', served);
  on<Served>('http.server.response.finish', 'has_answered', served);
  replace(
    ServerResponse.prototype,
    'writeHead',
    (writeHead) =>
      function (...head) {
        passes('answers', served({ request: (this as ServerResponse).req }));
        return Reflect.apply(writeHead, this, head);
      },
  );
}
