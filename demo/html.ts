/** Markup that may go into a page as it is. Only `html` makes it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Part = string | number | Markup | readonly Part[];

/** A template whose every blank is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(
    strings.map((string, i) => string + (i < parts.length ? rendered(parts[i] ?? '') : '')).join(''),
  );
}

/** Text for an element's content or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function rendered(part: Part): string {
  if (part instanceof Markup) return part.text;
  return Array.isArray(part) ? part.map(rendered).join('') : escaped(String(part));
}
