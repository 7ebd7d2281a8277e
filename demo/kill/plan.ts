/** What a trapped process can be stopped at: an instant just before or just after something that others see. */
export type Instant =
  /** A request is made; nothing of it has been sent. */
  | 'calls'
  /** The head of an answer has arrived; nobody has read it. */
  | 'answered'
  /** A request has arrived; nothing has been done about it. */
  | 'served'
  /** All is done and kept; the answer is about to be sent. */
  | 'answers'
  /** The answer has been sent. */
  | 'has_answered'
  /** A connection is about to be opened. */
  | 'connects'
  /** A file has got its name. */
  | 'named'
  /** All statements of a transaction were run; it is about to be committed. */
  | 'commits'
  /** It is committed, and nobody has been told. */
  | 'committed';

/** One instant in the life of a payment, as a trapped process sees it. */
export interface Moment {
  at: Instant;
  /**
   * A regular expression: `POST /v1/payment_intents` for calls (and the status for `answered`), the port for
   * `connects`, the path for `named`, the statements with their values, a line each, for commits.
   */
  text: string;
  /** In the Stripe sandbox's process; absent: in one of the product's. */
  in?: 'sandbox';
}

/** What is to happen: at the first such moment (after `since`, if given, has been passed) these processes are killed. */
export interface Plan extends Moment {
  since?: Moment;
  /** Process ids. The trapped process's own comes last, whatever its place here. */
  kill: number[];
}

/** Names the folder of the files below; a process without it is not trapped. */
export const TRAP_FOLDER = 'ONWARD_TRAP';
/** Present while it waits for its moment. */
export const PLAN_FILE = 'plan.json';
/** What the plan becomes when its moment has come, before anything is killed: of two processes, one takes it. */
export const SPRUNG_FILE = 'sprung.json';
export const SINCE_FILE = 'since';
