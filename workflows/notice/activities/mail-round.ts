import type { Outbox } from '../../../prisma/gen/sqlite/client.ts';
import { briefError } from '../../brief-error.ts';
import { inFlight } from '../../in-flight.ts';
import { MailServerAway } from '../../mail/mailer.ts';
import { due, pushBack } from '../../outbox.ts';
import { sendNotice, type NoticeDeps } from './send-notice.ts';

const BATCH = 50;
const AT_ONCE = 4;
const RETRY_SECONDS_MAX = 3600;

/**
 * Mail the notices whose time has come, the oldest wishes first. One that cannot be mailed is tried again later, and
 * later, and keeps no other waiting.
 * @returns whether more may wait
 * @throws {MailServerAway} where the mail server took none: no notice is blamed for it
 */
export async function mailWhatWaits(deps: NoticeDeps): Promise<{ isMore: boolean }> {
  const where = due('notice', deps.clock());
  const wishes = await deps.db.outbox.findMany({ where, orderBy: { dueAt: 'asc' }, take: BATCH });
  const failures = (await inFlight(AT_ONCE, wishes, (wish) => failureOf(deps, wish))).filter(
    (failure) => failure !== null,
  );
  const away = failures.find(({ error }) => error instanceof MailServerAway);
  const tookNone = away !== undefined && failures.length === wishes.length;
  for (const failure of failures)
    if (!tookNone || !(failure.error instanceof MailServerAway)) await tryLater(deps, failure);
  if (tookNone) throw away.error;
  return { isMore: wishes.length === BATCH };
}

interface Failure {
  wish: Outbox;
  error: unknown;
}

const failureOf = (deps: NoticeDeps, wish: Outbox): Promise<Failure | null> =>
  sendNotice(deps, { noticeId: wish.subjectId }).then(
    () => null,
    (error: unknown) => ({ wish, error }),
  );

async function tryLater({ db, clock, log }: NoticeDeps, { wish, error }: Failure): Promise<void> {
  const seconds = await pushBack(db, wish, clock(), RETRY_SECONDS_MAX);
  log.warn(
    { error: briefError(error), noticeId: wish.subjectId, seconds },
    'a notice could not be mailed: tried again later',
  );
}
