/*
 * A language that is fetched is its sentences alone, a line each, in the order in which the English has them: their
 * names are in the code already, and a list packs into a third less than a catalogue.
 */

/** Stand in a line for what fills its blanks, the first to the third. No sentence has them for itself. */
const BLANKS = ['^', '~', '|'] as const;

/**
 * A catalogue's sentences as lines, in the order of the English one. Used when the widget is built.
 * @throws {Error} a sentence that lacks, or does with its blanks what a line cannot
 */
export function inOrder(english: object, other: object, path = ''): string[] {
  return Object.entries(english).flatMap(([name, said]: [string, unknown]) => {
    const here = `${path}${name}`;
    const theirs: unknown = Object.getOwnPropertyDescriptor(other, name)?.value;
    if (typeof theirs !== typeof said) throw new Error(`${here} is not there`);
    if (isCatalogue(said) && isCatalogue(theirs)) return inOrder(said, theirs, `${here}.`);
    const spoken: unknown = typeof theirs === 'function' ? Reflect.apply(theirs, undefined, BLANKS) : theirs;
    const line = String(spoken);
    const plain = typeof theirs === 'string' && BLANKS.some((mark) => line.includes(mark));
    if (plain || line === '' || line.includes('\n')) throw new Error(`${here} does not fit into a line`);
    return line;
  });
}

/** The English catalogue with each sentence in its place taken from the lines; they are used up. */
export function fromLines<Catalogue>(english: Catalogue, lines: string[]): Catalogue {
  const taken = (said: unknown): unknown => {
    if (isCatalogue(said)) {
      const made = Object.entries(said).map(([name, one]) => [name, taken(one)] as const);
      return Object.assign(Array.isArray(said) ? [] : {}, Object.fromEntries(made));
    }
    const line = lines.shift() ?? '';
    return typeof said === 'string' ? line : (...values: string[]) => filled(line, values);
  };
  return taken(english) as Catalogue;
}

const filled = (line: string, values: string[]) =>
  line.replace(/[\^~|]/g, (mark) => values['^~|'.indexOf(mark)] ?? '');

const isCatalogue = (said: unknown): said is object => typeof said === 'object' && said !== null;
