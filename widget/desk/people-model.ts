import type { StaffPeople } from '../../api/contract/index.ts';
import { Asking } from './asking.ts';

/** Who fits what was typed. The text stays in memory: it is somebody's name. */
export class PeopleModel extends Asking {
  text = '';
  found: StaffPeople | undefined;

  async find(text: string): Promise<void> {
    this.text = text.trim();
    if (this.text === '') return this.#clear();
    await this.ask(
      (calls, signal) => calls.findPeople({ text: this.text }, signal),
      (found) => {
        this.found = found;
      },
    );
  }

  #clear(): void {
    this.stop();
    this.busy = false;
    this.failure = this.found = undefined;
    this.changed();
  }
}
