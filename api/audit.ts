import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../prisma/client.ts';

export interface AuditFacts {
  agencyId: string;
  at: Date;
  actor: { kind: 'payer' | 'staff' | 'system'; id?: string };
  /** noun.verb */
  action: string;
  subjectId?: string;
  /** Opaque ids and codes; and the note of staff who closed a task. */
  detail?: Readonly<Record<string, string | number>>;
}

/** Write down who did what; the table takes no change. */
export async function audit(tx: Tx | Db, facts: AuditFacts): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: randomUUID(),
      agencyId: facts.agencyId,
      at: facts.at,
      actorKind: facts.actor.kind,
      actorId: facts.actor.id ?? null,
      action: facts.action,
      subjectId: facts.subjectId ?? null,
      detail: facts.detail ?? {},
    },
  });
}
