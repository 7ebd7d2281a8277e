import type {
  ClosedAlready,
  CloseTaskAnswer,
  ReleaseRecordAnswer,
  StaffTask,
} from '../../api/contract/index.ts';
import { Asking } from './asking.ts';
import { sentenceOf, SignedOut } from './failure.ts';
import { words } from './words.ts';

const w = words.today;

/** What waits for staff: what came, how the asking goes, and the task that is being closed. Rows stay when a call fails. */
export class TasksModel extends Asking {
  tasks: StaffTask[] | undefined;
  /** How many are open; the rows may be fewer. */
  total = 0;
  /** When the rows came, by the server's clock, ISO. */
  asOf: string | undefined;
  /** The task whose note is being written. The note itself is only ever in its field. */
  closing: { taskId: string; busy: boolean; problem?: string } | undefined;
  /** Why the task was not closed by us. */
  notice: string | undefined;
  /** Somebody was faster: who, and when. */
  conflict: ClosedAlready | undefined;

  async load(): Promise<void> {
    await this.ask(
      (calls, signal) => calls.tasks(signal),
      ({ tasks, total, asOf }) => void Object.assign(this, { tasks, total, asOf }),
    );
  }

  /** Begin the note of a task, or give it up. */
  toggle(taskId: string): void {
    if (this.closing?.busy) return;
    this.closing = this.closing?.taskId === taskId ? undefined : { taskId, busy: false };
    this.notice = this.conflict = undefined;
    this.changed();
  }

  /**
   * @param how `release`: take the record that the task is about from the account that holds it
   * @returns whether the task is closed now; if not, a problem or a notice says why
   */
  async close(note: string, how: 'close' | 'release' = 'close'): Promise<boolean> {
    const { closing } = this;
    if (closing === undefined || closing.busy) return false;
    const { taskId } = closing;
    if (note.trim() === '') return this.#stay(taskId, w.noteMissing);
    this.closing = { taskId, busy: true };
    this.changed();
    try {
      const answer = await this.session.call((calls): Promise<CloseTaskAnswer | ReleaseRecordAnswer> =>
        how === 'release' ? calls.releaseRecord({ taskId, note }) : calls.closeTask({ taskId, note }),
      );
      if (!answer.ok && answer.reason === 'supervisors_only')
        return this.#stay(taskId, w.notClosed.supervisors_only);
      this.closing = undefined;
      if (!answer.ok && answer.reason === 'closed_already') this.conflict = answer;
      else if (!answer.ok) this.notice = w.notClosed[answer.reason];
      this.tasks = this.tasks?.filter(({ id }) => id !== taskId);
      this.total = Math.max(0, this.total - 1);
      void this.load(); // what was asked before has it still, and is not heard
      return answer.ok;
    } catch (error) {
      return this.#stay(taskId, error instanceof SignedOut ? undefined : sentenceOf(error));
    }
  }

  #stay(taskId: string, problem: string | undefined): false {
    this.closing = { taskId, busy: false, ...(problem !== undefined && { problem }) };
    this.changed();
    return false;
  }
}
