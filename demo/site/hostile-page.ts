import { html } from '../html.ts';
import type { Embed } from './page.ts';
import { telephone, type Texts } from './texts.ts';

type Direction = 'ltr' | 'rtl';

/**
 * A page whose style sheet unsets everything: for seeing that the widget is itself on any page.
 * @param dir the page's writing direction; the switch on the page leads to the other
 */
export function hostilePage(texts: Texts, embed: Embed, dir: Direction): string {
  const { lang, agency, fallback, hostile, phone } = texts;
  const other = dir === 'rtl' ? 'ltr' : 'rtl';
  return html`<!doctype html>
    <html lang="${lang}" dir="${dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${hostile.title} – ${agency}</title>
        <link rel="icon" href="/crest.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/hostile.css" />
        <script type="module" src="/event-log.js"></script>
        <script type="module" async src="${embed.apiOrigin}/widget/v1/onward-pay.js"></script>
      </head>
      <body>
        <header>
          <p>${agency}</p>
          <ul>
            <li><a href="${HOSTILE_PATHS[lang]}?dir=${other}">${hostile.turn[other]}</a></li>
            <li><a href="${INDEX_PATHS[lang]}">${hostile.back}</a></li>
          </ul>
        </header>
        <main>
          <h1>${hostile.title}</h1>
          <p>${hostile.text}</p>
          <onward-pay agency="${embed.publishableKey}">
            <p>${fallback} <a href="${telephone(texts)}">${phone}</a>.</p>
          </onward-pay>
          <p>${hostile.after}</p>
        </main>
      </body>
    </html> `.text;
}

export const INDEX_PATHS = { en: '/', es: '/es' } as const;
export const HOSTILE_PATHS = { en: '/hostile', es: '/es/hostile' } as const;
