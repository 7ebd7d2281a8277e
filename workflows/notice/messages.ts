/** Input of noticeWorkflow: the id alone. */
export interface NoticeInput {
  noticeId: string;
}

export const NOTICE_WORKFLOW = 'noticeWorkflow';
export const noticeWorkflowId = (noticeId: string) => `notice/${noticeId}`;
