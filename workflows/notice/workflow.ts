import { proxyActivities } from '@temporalio/workflow';
import type { NoticeActivities } from './activities.ts';
import type { NoticeInput } from './messages.ts';

const { sendNotice } = proxyActivities<NoticeActivities>({
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '24h', // after a day a mail is no news
  retry: { initialInterval: '5s', maximumInterval: '15m' },
});

/** Mail a notice, however long the mail server is away. */
export async function noticeWorkflow({ noticeId }: NoticeInput): Promise<void> {
  await sendNotice({ noticeId });
}
