/**
 * The key of the try that is being made. Made once per try; kept while its outcome is unknown, so that asking again
 * is asking for the same thing; another only after a definite end, or for other parameters.
 */
export class AttemptKey {
  #key: string | undefined;
  #parameters: string | undefined;

  /** @param parameters what is sent along, as JSON can hold it; the same parameters give the same key */
  for(parameters: object): string {
    const text = JSON.stringify(parameters);
    if (this.#key === undefined || this.#parameters !== text) {
      this.#key = crypto.randomUUID();
      this.#parameters = text;
    }
    return this.#key;
  }

  /** The try ended for certain: paid, failed, or refused before it began. */
  ended(): void {
    this.#key = undefined;
    this.#parameters = undefined;
  }
}
