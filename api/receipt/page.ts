import { createHash } from 'node:crypto';
import { escape } from '../../workflows/words/escape.ts';
import { noReceipt, type ReceiptSheet } from '../../workflows/words/receipt.ts';

const style = `
@page { size: letter; margin: 0.75in; }
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 36rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; break-after: avoid; }
ul { padding-inline-start: 1.25rem; margin: 0; }
li { margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
tr, li { break-inside: avoid; }
th, td { padding: .3rem 0; vertical-align: top; text-align: start; }
th { font-weight: 500; padding-inline-end: 1rem; }
.facts th { width: 10rem; }
.sums th, .sums td { border-bottom: 1px solid #8888; }
.sums td, .sums thead th:last-child { text-align: end; padding-inline-end: 0; font-variant-numeric: tabular-nums; }
.sums td { white-space: nowrap; }
.sums thead th, .strong th, .strong td { font-weight: 700; }
.mark { border: 2px solid; padding: .5rem .75rem; font-weight: 600; }
.get a { color: inherit; display: inline-block; padding: .75rem 0; }
@media print {
  :root { color-scheme: light; font-size: 11pt; line-height: 1.35; }
  body { margin: 0; padding: 0; max-width: none; }
  .get { display: none; }
}
`;

/** Nothing loads, nothing runs; only this style, by its hash. */
export const receiptPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The receipt as a page.
 * @param pdfPath where the same is as a PDF
 */
export function receiptHtml(sheet: ReceiptSheet, pdfPath: string): string {
  const { language, agency, title, marks, greeting, help, download, fileName } = sheet;
  return document(language, `${agency}: ${title}`, [
    `<h1>${escape(`${agency}: ${title}`)}</h1>`,
    ...marks.map((line) => `<p class="mark">${escape(line)}</p>`),
    `<p>${escape(greeting)}</p>`,
    `<p class="get"><a href="${escape(pdfPath)}" download="${escape(fileName)}">${escape(download)}</a></p>`,
    `<table class="facts"><tbody>${sheet.facts.map((fact) => row(fact)).join('')}</tbody></table>`,
    amounts(sheet),
    ...division(sheet),
    `<p>${escape(help)}</p>`,
  ]);
}

function amounts({ head, lines, sums }: ReceiptSheet): string {
  const heads = head.map((name) => `<th scope="col">${escape(name)}</th>`).join('');
  const rows = [
    ...lines.map((line) => row(line)),
    ...sums.map(({ what, amount, strong }) => row([what, amount], strong)),
  ];
  return `<table class="sums"><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const row = ([name, value]: readonly [string, string], strong = false) =>
  `<tr${strong ? ' class="strong"' : ''}><th scope="row">${escape(name)}</th><td>${escape(value)}</td></tr>`;

/** Why the money went where it went. */
function division({ division: words }: ReceiptSheet): string[] {
  if (words === null) return [];
  const items = words.sentences.map((sentence) => `<li>${escape(sentence)}</li>`);
  return [`<h2>${escape(words.heading)}</h2>`, `<ul>${items.join('')}</ul>`, `<p>${escape(words.note)}</p>`];
}

/** In both languages: whose receipt it might have been is not known. */
export const noReceiptPage = document('en', noReceipt('en'), [
  `<h1>${noReceipt('en')}</h1>`,
  `<p lang="es">${noReceipt('es')}</p>`,
]);

function document(language: string, title: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body><main>
${body.join('\n')}
</main></body>
</html>
`;
}
