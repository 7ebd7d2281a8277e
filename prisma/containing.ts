import type { Db } from './client.ts';
import { isPostgresql } from './open-postgresql.ts';

/** A condition: the column contains this text, in capitals or not. SQLite compares so by itself (ASCII letters only). */
export function containing(db: Db, text: string): { contains: string } {
  const insensitive = { contains: text, mode: 'insensitive' }; // a word that only PostgreSQL's client knows
  return isPostgresql(db) ? insensitive : { contains: text };
}
