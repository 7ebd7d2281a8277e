import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { identityOf } from './process-identity.ts';
import { type ChildEvent, type ChildSpec, superviseChild } from './supervise-child.ts';
import { aFolder, until } from './test-folder.ts';

const forever = 'setInterval(() => {}, 1000);';
const quick = { firstDelayMs: 1, longestDelayMs: 4, most: 3, withinMs: 60_000 };

/** A child that runs a line of JavaScript, stopped after the test; what happens to it is kept in order. */
async function aChild(script: string, over: Partial<ChildSpec> = {}) {
  const folder = over.folder ?? (await aFolder());
  const events: ChildEvent[] = [];
  const spec: ChildSpec = {
    name: 'child',
    command: process.execPath,
    args: ['-e', script],
    folder,
    restarts: quick,
    onEvent: (event) => void events.push(event),
    ...over,
  };
  const start = async () => {
    const child = await superviseChild(spec);
    onTestFinished(() => child.stop());
    return child;
  };
  return {
    folder,
    events,
    start,
    kinds: () => events.map(({ kind }) => kind),
    log: join(folder, 'child.log'),
  };
}

const isAlive = (pid: number) => identityOf(pid) !== null;

/** A process of nobody's, killed after the test. */
function aStranger(script = forever): number {
  const stranger = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'ignore' });
  onTestFinished(() => void stranger.kill('SIGKILL'));
  return stranger.pid ?? 0;
}

/** What a supervisor that died leaves behind. */
function writePidFile(folder: string, child: { pid: number; identity: string } | null): Promise<void> {
  const owner = { pid: 999_999_999, identity: 'gone' };
  return writeFile(join(folder, 'child.pid'), JSON.stringify({ owner, child }));
}

test('it is not handed over before it is ready', async () => {
  const { start, log } = await aChild(`console.log('up'); ${forever}`, {
    isReady: async () => void (await until(() => existsSync(log) && readFileSync(log, 'utf8') === 'up\n')),
    folder: await aFolder(),
  });
  const child = await start();
  expect(await readFile(log, 'utf8')).toBe('up\n');
  expect(child.pid()).not.toBeNull();
});

test('when it dies it is started again', async () => {
  const { start, kinds } = await aChild(forever);
  const child = await start();
  const first = child.pid() ?? 0;
  process.kill(first, 'SIGKILL');
  const second = await until(() => child.pid() !== first && child.pid());
  expect(isAlive(second)).toBe(true);
  await until(() => kinds().length === 6);
  expect(kinds()).toEqual(['started', 'ready', 'exited', 'restarting', 'started', 'ready']);
});

test('one that keeps dying is given up after its few tries, with a sentence', async () => {
  const { start, events, folder } = await aChild(`setTimeout(() => {}, 50)`);
  const child = await start();
  const end = await until(() => events.find((event) => event.kind === 'gave_up'));
  expect(end.why).toBe(
    `child ended 4 times within 60 s and is not started again. Its log is ${join(folder, 'child.log')}.`,
  );
  expect(events.filter(({ kind }) => kind === 'started')).toHaveLength(4);
  const delays = events.flatMap((event) => (event.kind === 'restarting' ? [event.inMs] : []));
  expect(delays).toEqual([1, 2, 4]);
  expect(child.pid()).toBeNull();
});

test('one that hangs at its second start counts as dead', async () => {
  let starts = 0;
  const isReady = () => (++starts === 2 ? new Promise<void>(() => undefined) : Promise.resolve());
  const { start, kinds } = await aChild(forever, { isReady, readyWithinMs: 100 });
  const child = await start();
  process.kill(child.pid() ?? 0, 'SIGKILL');
  await until(() => starts === 3 && kinds().filter((kind) => kind === 'ready').length === 2);
  expect(kinds().filter((kind) => kind === 'exited')).toHaveLength(2);
});

test.each<[string, string, Partial<ChildSpec>, RegExp]>([
  [
    'ends at once',
    "console.error('no disk'); process.exit(3)",
    { isReady: () => new Promise(() => undefined) },
    /child ended before it could be used.*no disk/s,
  ],
  [
    'is never ready',
    forever,
    { isReady: () => new Promise(() => undefined), readyWithinMs: 50 },
    /child was not ready after 0\.05 s/,
  ],
  [
    'does not exist',
    '',
    { command: '/nowhere/program' },
    /child cannot be started: \/nowhere\/program is missing or may not be run/,
  ],
])('a first start of one that %s is an error, and nothing stays', async (_, script, over, why) => {
  const { start, folder, events } = await aChild(script, over);
  await expect(start()).rejects.toThrow(why);
  expect(existsSync(join(folder, 'child.pid'))).toBe(false);
  const started = events.flatMap((event) => (event.kind === 'started' ? [event.pid] : []));
  expect(started.filter(isAlive)).toEqual([]);
  expect(events.map(({ kind }) => kind)).not.toContain('restarting');
});

test('stop ends it and what it started, and it stays down', async () => {
  const { start, kinds, log, folder } = await aChild(
    `console.log(require('child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); ${forever}']).pid); ${forever}`,
  );
  const child = await start();
  const pid = child.pid() ?? 0;
  const grandchild = Number(await until(() => readFileSync(log, 'utf8').trim() || null));
  await Promise.all([child.stop(), child.stop()]);
  await until(() => !isAlive(grandchild));
  expect(isAlive(pid)).toBe(false);
  expect(kinds()).toEqual(['started', 'ready']);
  expect(existsSync(join(folder, 'child.pid'))).toBe(false);
});

test('one that does not listen to SIGTERM is killed', async () => {
  const { start, log } = await aChild(`process.on('SIGTERM', () => {}); console.log('deaf'); ${forever}`, {
    stopWithinMs: 50,
  });
  const child = await start();
  const pid = child.pid() ?? 0;
  await until(() => readFileSync(log, 'utf8') !== '');
  await child.stop();
  expect(isAlive(pid)).toBe(false);
});

test('Ctrl-C in our terminal does not reach it: it has a process group of its own', async () => {
  const { start } = await aChild(forever);
  const pid = (await start()).pid() ?? 0;
  const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' });
  expect(Number(group)).toBe(pid);
});

test('an orphan of a killed run is ended before the new one starts', async () => {
  const folder = await aFolder();
  const orphan = aStranger();
  await writePidFile(folder, { pid: orphan, identity: identityOf(orphan) ?? '' });
  const { start, events } = await aChild(forever, {
    folder,
    beforeStart: () => {
      expect(isAlive(orphan)).toBe(false);
      return Promise.resolve();
    },
  });
  const child = await start();
  expect(events[0]).toEqual({ kind: 'orphan_ended', pid: orphan });
  expect(child.pid()).not.toBe(orphan);
});

test('an orphan that renamed itself is still known', async () => {
  const folder = await aFolder();
  const orphan = aStranger(
    `process.title = 'other'; require('fs').writeFileSync('${folder}/renamed', ''); ${forever}`,
  );
  const identity = identityOf(orphan) ?? '';
  await until(() => existsSync(join(folder, 'renamed')));
  await writePidFile(folder, { pid: orphan, identity });
  await (await aChild(forever, { folder })).start();
  expect(isAlive(orphan)).toBe(false);
});

test('an orphan that does not listen is killed', async () => {
  const folder = await aFolder();
  const orphan = aStranger(
    `process.on('SIGTERM', () => {}); require('fs').writeFileSync('${folder}/deaf', ''); ${forever}`,
  );
  await until(() => existsSync(join(folder, 'deaf')));
  await writePidFile(folder, { pid: orphan, identity: identityOf(orphan) ?? '' });
  const { start } = await aChild(forever, { folder, stopWithinMs: 50 });
  await start();
  expect(isAlive(orphan)).toBe(false);
});

test('a stale pid file never touches the process that got the id since', async () => {
  const folder = await aFolder();
  const stranger = aStranger();
  for (const identity of [identityOf(process.pid) ?? '', `${identityOf(stranger)}0`, '']) {
    await writePidFile(folder, { pid: stranger, identity });
    const { start, kinds } = await aChild(forever, { folder });
    const child = await start();
    await child.stop();
    expect(isAlive(stranger)).toBe(true);
    expect(kinds()).toEqual(['started', 'ready']);
  }
});

test.each(['', '{"owner":1}', '[]', '{"owner":{"pid":"1","identity":""},"child":null}'])(
  'a damaged pid file (%s) counts for nothing',
  async (text) => {
    const folder = await aFolder();
    await writeFile(join(folder, 'child.pid'), text);
    const { start } = await aChild(forever, { folder });
    expect((await start()).pid()).not.toBeNull();
  },
);

test('a second supervisor is turned away while the first lives, and the child goes on', async () => {
  const { start, folder } = await aChild(forever);
  const child = await start();
  const second = await aChild(forever, { folder });
  await expect(second.start()).rejects.toThrow(`already run from ${folder} by process ${process.pid}`);
  expect(isAlive(child.pid() ?? 0)).toBe(true);
});

/** A process that supervises a child as we do, so that it can be made to die. */
async function aSupervisor(folder: string, then: string, over = '') {
  const script = join(folder, 'supervisor.mjs');
  const module = JSON.stringify(join(import.meta.dirname, 'supervise-child.ts'));
  await writeFile(
    script,
    `import { superviseChild } from ${module};
     const child = await superviseChild({ name: 'child', command: process.execPath, args: ['-e', '${forever}'], folder: ${JSON.stringify(folder)}, ${over} });
     console.log(child.pid());
     ${then}`,
  );
  const supervisor = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void supervisor.kill('SIGKILL'));
  const gone = once(supervisor, 'exit');
  const [pid] = await once(supervisor.stdout, 'data');
  return { supervisor, gone, pid: Number(String(pid)) };
}

test('kill -9 of the supervisor: the next run finds the orphan and ends it', async () => {
  const folder = await aFolder();
  const { supervisor, gone, pid } = await aSupervisor(folder, forever);
  supervisor.kill('SIGKILL');
  await gone;
  expect(isAlive(pid)).toBe(true);
  const { start, events } = await aChild(forever, { folder });
  await start();
  expect(events[0]).toEqual({ kind: 'orphan_ended', pid });
  expect(isAlive(pid)).toBe(false);
});

test('kill -9 of the supervisor takes a guarded child along', async () => {
  const { supervisor, pid } = await aSupervisor(await aFolder(), forever, 'killIfWeDie: true');
  supervisor.kill('SIGKILL');
  await until(() => !isAlive(pid));
  expect(isAlive(pid)).toBe(false);
});

test('a supervisor that leaves without stop takes the child along', async () => {
  const { gone, pid } = await aSupervisor(await aFolder(), 'process.exit(1)');
  await gone;
  await until(() => !isAlive(pid));
  expect(isAlive(pid)).toBe(false);
});
