import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identityOf } from './process-identity.ts';

/** A process, and what proves that the id still means it. */
export interface Known {
  pid: number;
  identity: string;
}

interface PidRecord {
  /** The supervisor. While it lives, the child is nobody else's business. */
  owner: Known;
  child: Known | null;
}

/** A second supervisor came while the first one lives. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
}

/**
 * Take a pid file for this process.
 * @returns the child that a supervisor before us left running when it was killed, or null. A file that names
 *   a process which is gone, or another one that got the same id, counts for nothing.
 * @throws {AlreadyRunning} if the supervisor that holds it is alive
 */
export function claimPidFile(file: string, name: string): Known | null {
  mkdirSync(dirname(file), { recursive: true });
  if (create(file, { owner: ourselves(), child: null })) return null;
  const before = read(file);
  if (before !== null && lives(before.owner)) {
    throw new AlreadyRunning(
      `${name} is already run from ${dirname(file)} by process ${before.owner.pid}. ` +
        `End that one first, or give this one a data folder of its own.`,
    );
  }
  const orphan = before?.child && lives(before.child) ? before.child : null;
  write(file, { owner: ourselves(), child: orphan }); // still named: we may be killed before it has ended
  return orphan;
}

/** Write down who the child is, so that whoever comes after a crash can find it. */
export function recordChild(file: string, pid: number): void {
  const identity = identityOf(pid);
  write(file, { owner: ourselves(), child: identity === null ? null : { pid, identity } });
}

/** Give the file up: there is no child any more. */
export function releasePidFile(file: string): void {
  rmSync(file, { force: true });
}

/** Whether the id still names the process that was written down, not one that came later. */
export function lives(known: Known): boolean {
  return identityOf(known.pid) === known.identity;
}

function ourselves(): Known {
  return { pid: process.pid, identity: identityOf(process.pid) ?? '' };
}

function read(file: string): PidRecord | null {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRecord(found) ? found : null;
  } catch {
    return null; // no file, or half a file: nothing to go by
  }
}

/** Make the file if there is none: of two that come at once, one gets it. */
function create(file: string, record: PidRecord): boolean {
  const draft = draftOf(file, record);
  try {
    linkSync(draft, file);
    return true;
  } catch {
    return false; // there is one, or this disk knows no links: look at what is there
  } finally {
    rmSync(draft);
  }
}

function write(file: string, record: PidRecord): void {
  renameSync(draftOf(file, record), file);
}

/** Under another name first: a crash in the middle must not leave half a file. */
function draftOf(file: string, record: PidRecord): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record));
  return draft;
}

function isRecord(value: unknown): value is PidRecord {
  if (typeof value !== 'object' || value === null || !('owner' in value) || !('child' in value)) return false;
  return isKnown(value.owner) && (value.child === null || isKnown(value.child));
}

function isKnown(value: unknown): value is Known {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('identity' in value))
    return false;
  return Number.isSafeInteger(value.pid) && typeof value.identity === 'string';
}
