/** Input of noticeWorkflow: the id alone. */
export interface NoticeInput {
  noticeId: string;
}

/** The pass that mails what waits; one at a time, as its id is always the same. */
export const MAIL_ROUND_WORKFLOW = 'mailRoundWorkflow';
export const MAIL_ROUND_ID = 'mail-round';
