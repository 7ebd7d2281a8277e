import { html, type Markup } from '../html.ts';
import { HOSTILE_PATHS } from './hostile-page.ts';
import { telephone, type Texts } from './texts.ts';

/** What the page needs to show the widget. */
export interface Embed {
  /** Where the product serves the widget, e.g. http://localhost:4000. */
  apiOrigin: string;
  publishableKey: string;
}

/** The sample agency's payment page: a plain page of its own with one script and one element of ours. */
export function agencyPage(texts: Texts, embed: Embed): string {
  const { lang } = texts;
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${texts.title} – ${texts.agency}</title>
        <link rel="icon" href="/crest.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/site.css" />
        <script type="module" src="/event-log.js"></script>
        <script type="module" async src="${embed.apiOrigin}/widget/v1/onward-pay.js"></script>
      </head>
      <body>
        <a class="skip" href="#pay">${texts.skip}</a>
        ${header(texts)}
        <main>
          <div class="intro wrap">
            <h1>${texts.title}</h1>
            <p>${texts.lede}</p>
          </div>
          <div class="columns wrap">
            <div class="pay" id="pay" tabindex="-1">
              <onward-pay agency="${embed.publishableKey}">
                <p class="fallback">${texts.fallback} <a href="${telephone(texts)}">${texts.phone}</a>.</p>
              </onward-pay>
            </div>
            ${aside(texts)}
          </div>
          <div class="wrap">
            <details class="log">
              <summary>${texts.log.heading}</summary>
              <p>${texts.log.text}</p>
              <ol id="event-log" data-empty="${texts.log.empty}"></ol>
              <p><a href="${HOSTILE_PATHS[lang]}">${texts.hostile.link}</a></p>
            </details>
          </div>
        </main>
        <footer class="foot">
          <div class="wrap">${texts.footer.map((line) => html`<p>${line}</p>`)}</div>
        </footer>
      </body>
    </html> `.text;
}

function header({ agency, sampleNotice, menu, nav, other }: Texts): Markup {
  return html`<header class="head">
    <p class="notice"><span class="wrap">${sampleNotice}</span></p>
    <div class="wrap">
      <a class="brand" href="#pay"
        ><img src="/crest.svg" alt="" width="48" height="48" /><span>${agency}</span></a
      >
      <a class="language" href="${other.path}" hreflang="${other.lang}" lang="${other.lang}"
        >${other.label}</a
      >
    </div>
    <nav aria-label="${menu}">
      <ul class="wrap">
        <li><a href="#pay" aria-current="true">${nav.pay}</a></li>
        <li><a href="#other-ways">${nav.other}</a></li>
        <li><a href="#hours">${nav.hours}</a></li>
        <li><a href="#help">${nav.help}</a></li>
      </ul>
    </nav>
  </header>`;
}

function aside(texts: Texts): Markup {
  const { nav, otherWays, hours, help, phone } = texts;
  return html`<aside aria-label="${nav.help}">
    <section id="other-ways">
      <h2>${otherWays.heading}</h2>
      <ul>
        ${otherWays.items.map((item) => html`<li>${item}</li>`)}
      </ul>
    </section>
    <section id="hours">
      <h2>${hours.heading}</h2>
      <dl>
        ${hours.rows.map(
          ([days, times]) =>
            html`<div>
              <dt>${days}</dt>
              <dd>${times}</dd>
            </div>`,
        )}
      </dl>
      <p>${hours.note}</p>
    </section>
    <section id="help">
      <h2>${help.heading}</h2>
      <p>${help.text} ${help.call} <a href="${telephone(texts)}">${phone}</a></p>
    </section>
  </aside>`;
}
