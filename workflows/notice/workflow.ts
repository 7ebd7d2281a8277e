import { proxyActivities } from '@temporalio/workflow';
import type { NoticeActivities } from './activities.ts';
import type { NoticeInput } from './messages.ts';

const { sendNotice } = proxyActivities<NoticeActivities>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '5s', maximumInterval: '1h' }, // a receipt is worth having whenever it comes
});

/** Mail a notice, however long the mail server is away. */
export async function noticeWorkflow({ noticeId }: NoticeInput): Promise<void> {
  await sendNotice({ noticeId });
}
