import { createHash } from 'node:crypto';
import type { Entry, Line, NewEntry, NewPosting } from './entry.ts';

/** What canonical bytes are made of: no numbers, so no database or language can print them differently. */
type Canonical = string | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/** JSON with sorted keys (by code unit) and no white space; the same text for the same content, for ever. */
export function canonicalJson(value: Canonical): string {
  if (value === null || typeof value === 'string') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/**
 * SHA-256, hex, over the canonical bytes of what happened: key, kind, subject, when, and the lines in order.
 * When it was recorded and the day it counts for are not in it: they may differ when the same event is posted
 * again. They are under the seal (`sealBytes`).
 */
export function digestOf(entry: NewEntry | Entry): string {
  return sha256(canonicalJson(eventOf(entry)));
}

/** The canonical bytes that a seal covers: everything the books say of an entry, balances included. */
export function sealBytes(entry: Entry): string {
  return canonicalJson({
    accountingDate: entry.accountingDate,
    digest: entry.digest,
    event: eventOf(entry),
    id: entry.id,
    lines: entry.postings.map(standOf),
    recordedAt: entry.recordedAt.toISOString(),
  });
}

/** The hash of a seal: over the hash before it (64 zeros before the first) and the entry's bytes. */
export function sealHash(before: string, entry: Entry): string {
  return sha256(`${before}\n${sealBytes(entry)}`);
}

export const FIRST_HASH = '0'.repeat(64);

/** Amounts as decimal strings, times in UTC with milliseconds. */
function eventOf(entry: NewEntry | Entry): Canonical {
  return {
    agencyId: entry.agencyId,
    key: entry.key,
    kind: entry.kind,
    occurredAt: entry.occurredAt.toISOString(),
    postings: entry.postings.map(({ account, amount, unit }: NewPosting) => ({
      account,
      amount: `${amount}`,
      unit,
    })),
    reversesId: entry.reversesId ?? null,
    subjectId: entry.subjectId,
  };
}

function standOf({ n, balanceAfter, accountVersion }: Line): Canonical {
  return { accountVersion: `${accountVersion}`, balanceAfter: `${balanceAfter}`, n: `${n}` };
}

const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
