import type { Language } from '../../api/contract/index.ts';
import { en } from './en.ts';
import { fromLines } from './in-order.ts';
import type { Words } from './words.ts';

/** The language a tag such as `es-MX` asks for, or null when we do not speak it. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = tag?.trim().toLowerCase().split('-')[0];
  return primary === 'en' || primary === 'es' ? primary : null;
}

/**
 * The language of an element: its own `lang`, else the nearest ancestor's, else the browser's first that we speak.
 * Looks through shadow roots, as the element may stand in one.
 */
export function languageFor(element: Element): Language {
  for (let node: Element | null = element; node; node = parentOf(node)) {
    const found = languageOf(node.getAttribute('lang'));
    if (found) return found;
  }
  for (const tag of navigator.languages) {
    const found = languageOf(tag);
    if (found) return found;
  }
  return 'en';
}

const KEPT = 'onward-lang';

/**
 * Did this page, in the same tab, open in another language before? Then its visitor pressed a switch of the page's that
 * loads another page. Only the language is kept, in the tab's own storage.
 */
export function isSwitched(to: Language): boolean {
  try {
    const before = sessionStorage.getItem(KEPT);
    sessionStorage.setItem(KEPT, to);
    return !!before && before !== to;
  } catch {
    return false; // a browser that keeps nothing for the page
  }
}

/** Who was here has left: in which language the tab's next visitor opens a page is no switch. */
export function forgetLanguage(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    return; // nothing was kept
  }
}

function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** A language's sentences; Spanish comes as a chunk of its own. Rejects when it cannot be fetched. */
export const wordsFor = (language: Language): Promise<Words> => translated(language, en, 0);

/**
 * What a catalogue says, in this language. Rejects when the language cannot be fetched.
 * @param part 0 for the first screens' sentences, 1 for those of a payer's screens
 */
export async function translated<Catalogue>(
  language: Language,
  english: Catalogue,
  part: 0 | 1,
): Promise<Catalogue> {
  if (language === 'en') return english;
  const { spanish } = await import('./spanish.ts');
  return fromLines(english, spanish.split('\n\n')[part]?.split('\n') ?? []);
}
