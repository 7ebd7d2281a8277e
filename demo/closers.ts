/** What was started, to be ended in the opposite order. */
export class Closers {
  readonly #closers: { name: string; close: () => Promise<void> }[] = [];
  #closing: Promise<void> | undefined;

  add(name: string, close: () => Promise<void>): void {
    this.#closers.unshift({ name, close });
  }

  /**
   * End everything, the last started first; one that fails keeps none of the others running.
   * Called twice it is one end.
   * @throws {AggregateError} what failed, after all were asked
   */
  close(tell: (name: string) => void = () => undefined): Promise<void> {
    this.#closing ??= this.#close(tell);
    return this.#closing;
  }

  async #close(tell: (name: string) => void): Promise<void> {
    const failures: unknown[] = [];
    for (const { name, close } of this.#closers) {
      await close().then(
        () => tell(name),
        (error: unknown) => failures.push(error),
      );
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `Not everything ended well: ${failures.join('; ')}`);
  }
}
