import { createHash } from 'node:crypto';
import { divisionWords } from '../../workflows/words/division.ts';
import { languageOf } from '../../workflows/words/language.ts';
import { receiptPageWords, receiptWords } from '../../workflows/words/mail.ts';
import type { PrintedReceipt } from './find-receipt.ts';

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 36rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
ul { padding-inline-start: 1.25rem; margin: 0; }
li { margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
th, td { padding: .4rem 0; border-bottom: 1px solid #8888; vertical-align: top; }
th { text-align: start; font-weight: 500; padding-inline-end: 1rem; }
td { text-align: end; font-variant-numeric: tabular-nums; }
@media print { :root { color-scheme: light; } body { margin: 0; } }
`;

/** Nothing loads, nothing runs; only this style, by its hash. */
export const receiptPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The receipt as a page: the words of the mail, and how the payment was divided. */
export function receiptHtml(receipt: PrintedReceipt): string {
  const language = languageOf(receipt.language);
  const { title: titleOf, divided } = receiptPageWords(language);
  const title = titleOf(receipt.receiptNumber);
  const { greeting, rows, after } = receiptWords(language, receipt);
  const all: [string, string][] = receipt.allocationRule
    ? [...rows, [divided, receipt.allocationRule]]
    : rows;
  const table = all.map(
    ([name, value]) => `<tr><th scope="row">${escape(name)}</th><td>${escape(value)}</td></tr>`,
  );
  const notes = after.filter((line) => !line.includes(receipt.url)); // the reader is at that address
  return document(language, title, [
    `<h1>${escape(`${receipt.agencyName}: ${title}`)}</h1>`,
    `<p>${escape(greeting)}</p>`,
    `<table>${table.join('')}</table>`,
    ...divisionOf(language, receipt),
    ...notes.map((line) => `<p>${escape(line)}</p>`),
  ]);
}

/** Why the money went where it went. */
function divisionOf(language: string, { division }: PrintedReceipt): string[] {
  if (division === null) return [];
  const { heading, sentences, note } = divisionWords(language, division);
  const items = sentences.map((sentence) => `<li>${escape(sentence)}</li>`);
  return [`<h2>${escape(heading)}</h2>`, `<ul>${items.join('')}</ul>`, `<p>${escape(note)}</p>`];
}

/** In both languages: whose receipt it might have been is not known. */
export const noReceiptPage = document('en', receiptPageWords('en').none, [
  `<h1>${receiptPageWords('en').none}</h1>`,
  `<p lang="es">${receiptPageWords('es').none}</p>`,
]);

function document(language: string, title: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body><main>
${body.join('\n')}
</main></body>
</html>
`;
}

function escape(text: string): string {
  const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } as const;
  return text.replaceAll(/[&<>"']/g, (mark) => (mark in named ? named[mark as keyof typeof named] : mark));
}
