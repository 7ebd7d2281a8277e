import { proxyActivities } from '@temporalio/workflow';
import type { NoticeActivities } from './activities/notice-activities.ts';
import type { NoticeInput } from './messages.ts';

const { mailWhatWaits } = proxyActivities<NoticeActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5s', // a killed process is noticed by then
  retry: { initialInterval: '5s', maximumInterval: '2m' }, // the mail server, or our database, is away
});
const { sendNotice } = proxyActivities<NoticeActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '5s', maximumInterval: '1h' }, // a receipt is worth having whenever it comes
});

/** Bounds a run's history; what is left then is found by the next one. */
const BATCHES_MAX = 200;

/** Mail the notices that wait, batch after batch, until none is left that is due. */
export async function mailRoundWorkflow(): Promise<void> {
  for (let batches = 0; batches < BATCHES_MAX; batches++) {
    const { isMore } = await mailWhatWaits();
    if (!isMore) return;
  }
}

/** Mail one notice, however long the mail server is away: runs begun before there were rounds end by this. */
export async function noticeWorkflow({ noticeId }: NoticeInput): Promise<void> {
  await sendNotice({ noticeId });
}
