import type { Tree } from './source.ts';

/** What docs/embed.md must say of the widget, as its code has it. */
export interface Surface {
  attributes: Set<string>;
  /** Name → the keys of its detail, in order. */
  events: Map<string, string>;
  /** Codes of `onward-error` → whether the form goes on. */
  errorCodes: Map<string, boolean>;
  /** What the element writes to the console: what differs is an ellipsis. */
  console: Set<string>;
  trustedTypes: Set<string>;
  stripeScript: string;
}

/** Read from the source of the element. @throws {Error} where the source no longer has the form that is read here */
export function surfaceInCode(tree: Tree): Surface {
  const file = (path: string) => tree.get(path) ?? '';
  const pay = [...tree].filter(([path]) => /^widget\/pay\/(?!.*\.test\.)(?!fixtures\/)/.test(path));
  const all = pay.map(([, text]) => text).join('\n');
  const observed = one(file('widget/pay/onward-pay.ts'), /static observedAttributes = \[(.*?)\];/s);
  const looks = [...file('widget/ui/tokens.ts').matchAll(/:host\(\[([\w-]+)/g)].map(([, name = '']) => name);
  const events = one(file('widget/pay/events.ts'), /export interface OnwardPayEvents \{(.*?)\n\}/s);
  const kinds = one(file('widget/pay/api-error.ts'), /export type ApiErrorKind =(.*?);/s);
  const emitted = all.matchAll(/emit\('onward-error', \{ code: '(\w+)', recoverable: (true|false) \}/g);
  return {
    attributes: new Set([...words(observed, /'([\w-]+)'/g), ...looks]),
    events: new Map(
      [...events.matchAll(/'(onward-\w+)': (?:\{ ([^}]*) \}|Record<string, never>)/g)].map(
        ([, name = '', detail = '']) => [name, words(detail, /(\w+):/g).join(', ')],
      ),
    ),
    errorCodes: new Map([
      ...words(kinds, /'(\w+)'/g).map((kind): [string, boolean] => [kind, kind !== 'not_allowed']),
      ...[...emitted].map(([, code = '', goesOn]): [string, boolean] => [code, goesOn === 'true']),
    ]),
    console: new Set(consoleLines(all)),
    trustedTypes: new Set(['lit-html', ...words(all, /createPolicy\('([\w-]+)'/g)]),
    stripeScript: one(all, /STRIPE_URL = '([^']+)'/),
  };
}

/** The same, as the page has it. */
export function surfaceInPage(page: string): Surface {
  const section = (title: string) => page.split(`\n## ${title}`)[1]?.split('\n## ')[0] ?? '';
  const rows = (text: string) =>
    [...text.matchAll(/^\| `([^|]*)` *\| *([^|]*?) *\|/gm)].map(([, first = '', second = '']) => [
      first,
      second,
    ]);
  const wrong = section('When something is wrong');
  const codes = rows(wrong).filter(([, second]) => second === 'yes' || second === 'no');
  return {
    attributes: new Set(rows(section('Attributes')).map(([name = '']) => name)),
    events: new Map(
      rows(section('What your page can hear')).map(([name = '', detail = '']) => [
        name,
        words(detail, /(\w+)/g).join(', '),
      ]),
    ),
    errorCodes: new Map(codes.map(([code = '', goesOn]) => [code, goesOn === 'yes'])),
    console: new Set(
      [...wrong.matchAll(/^\| `(\w[\w-]*:? ?[^`]*)`(?:,[^|]*)? +\|/gm)]
        .map(([, line = '']) => line)
        .filter((line) => /^(Onward:|onward-pay)/.test(line)),
    ),
    trustedTypes: new Set(one(page, /^trusted-types ([^;]+);/m).split(' ')),
    stripeScript: one(page, /`(https:\/\/js\.stripe\.com\/[\w/.]+)`/),
  };
}

/** Each `console.…` of the element; one that puts a sentence into another's place is as many lines as sentences. */
function consoleLines(source: string): string[] {
  const calls = [...source.matchAll(/console\.\w+\((?:`([^`]*)`|'([^']*)')/g)];
  const sentences = one(source, /#warn\([^)]*\): void \{(.*?)\n {2}\}/s);
  return calls.flatMap(([, template, plain]) => {
    const text = withGaps(template ?? plain ?? '');
    if (text !== 'Onward: …') return [text];
    return [...sentences.matchAll(/[?&:] *\n? *`([^`]*)`/g)].map(
      ([, line = '']) => `Onward: ${withGaps(line)}`,
    );
  });
}

const withGaps = (template: string) => template.replaceAll(/\$\{[^}]*\}/g, '…');

const words = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, word = '']) => word);

function one(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${String(pattern)} is not there: this check reads it`);
  return found;
}
