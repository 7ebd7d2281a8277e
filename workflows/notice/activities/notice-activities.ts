import { alive } from '../../alive.ts';
import { mailWhatWaits } from './mail-round.ts';
import type { NoticeInput } from '../messages.ts';
import { sendNotice, type NoticeDeps } from './send-notice.ts';

/** The mails' activities: SMTP is an outside system. */
export const noticeActivities = (deps: NoticeDeps) => ({
  sendNotice: (input: NoticeInput) => sendNotice(deps, input),
  mailWhatWaits: () => alive(() => mailWhatWaits(deps)),
});

export type NoticeActivities = ReturnType<typeof noticeActivities>;
