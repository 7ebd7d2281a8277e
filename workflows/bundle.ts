/** Every workflow, for the worker's bundle and for replay. */
export { mailRoundWorkflow, noticeWorkflow } from './notice/workflow.ts';
export { paymentWorkflow, paymentWorkflowV2 } from './payment/workflow.ts';
export { settlementWorkflow } from './settlement/workflow.ts';
