import { html, type Markup } from '../html.ts';
import type { Mail, Wanted } from './store.ts';

/** Mails, newest first, with a search by recipient. */
export function listPage(mails: readonly Mail[], { to, find = '' }: Wanted): string {
  const newest = mails[0]?.id ?? '';
  const title = to ? `Mail to ${to}` : find ? `Mail to “${find}”` : 'Mail sandbox';
  const isAll = !to && !find;
  return page(
    title,
    html`<h1>${title}</h1>
      <p>
        Every mail the sample product sends ends here; none leaves this
        machine.${isAll ? '' : html` <a href="/">Show all</a>`}
      </p>
      <form method="get" action="/" role="search">
        <label for="find">Recipient</label>
        <input id="find" name="find" type="search" value="${find}" autocomplete="off" spellcheck="false" />
        <button>Search</button>
      </form>
      <p id="arrivals" role="status" data-newest="${newest}"></p>
      ${
        mails.length === 0
          ? html`<p class="empty">${isAll ? 'No mail yet.' : 'No mail to such an address.'}</p>`
          : html`<ul class="mails">
              ${mails.map(row)}
            </ul>`
      }`,
  );
}

/** One mail: its text as text, its HTML in a frame that runs nothing. */
export function mailPage(mail: Mail): string {
  return page(
    mail.subject,
    html`<p><a href="/">All mail</a></p>
      <h1>${mail.subject}</h1>
      <dl>
        <div>
          <dt>To</dt>
          <dd>${mail.to.map((to) => html`<a href="/?to=${encodeURIComponent(to)}">${to}</a> `)}</dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>${mail.from}</dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>${time(mail.receivedAt)}</dd>
        </div>
      </dl>
      <h2>Text</h2>
      <div class="text">${linked(mail.text)}</div>
      ${
        mail.html
          ? html`<h2>HTML</h2>
              <iframe sandbox="" title="The mail as HTML" src="/mails/${mail.id}/html"></iframe>`
          : ''
      }
      <p><a href="/mails/${mail.id}/raw">Source</a></p>`,
  );
}

export function missingPage(): string {
  return page(
    'No such mail',
    html`<h1>No such mail</h1>
      <p><a href="/">All mail</a></p>`,
  );
}

function row(mail: Mail): Markup {
  return html`<li>
    <a href="/mails/${mail.id}"><strong>${mail.subject}</strong></a>
    <span>${mail.to.join(', ')}</span> ${time(mail.receivedAt)}
  </li>`;
}

const time = (iso: string) => html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;

/** Text with its web addresses as links. */
function linked(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, i) =>
      i % 2 ? html`<a href="${part}" rel="noreferrer" target="_blank">${part}</a>` : html`${part}`,
    );
}

function page(title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – mail sandbox</title>
        <link rel="stylesheet" href="/mail.css" />
        <script type="module" src="/arrivals.js"></script>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html> `.text;
}
