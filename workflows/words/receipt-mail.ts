import { escape } from './escape.ts';
import type { Written } from './mail.ts';
import { receiptSheet, type ReceiptFacts, type ReceiptSheet } from './receipt.ts';

/**
 * The receipt of a payment, whole: who keeps only the mail has it all.
 * @param reprintedAt when it was asked for again, if it is not the first
 */
export function receiptMail(tag: string, facts: ReceiptFacts, reprintedAt: Date | null): Written {
  const sheet = receiptSheet(tag, facts, reprintedAt);
  const { subject, greeting, marks, division, help, toPrint } = sheet;
  const table = [...sheet.facts, ...sheet.lines, ...sheet.sums.map(rowOf)];
  const text = [
    ...[...marks, greeting].flatMap((line) => [line, '']),
    ...table.map(([name, value]) => `${name}: ${value}`),
    '',
    ...(division
      ? [division.heading, ...division.sentences.map((line) => `- ${line}`), division.note, '']
      : []),
    toPrint,
    help,
  ];
  return { subject, text: text.join('\n'), html: receiptMailHtml(sheet, facts.url) };
}

function receiptMailHtml(sheet: ReceiptSheet, url: string): string {
  const { language, marks, greeting, facts, head, lines, sums, division, toPrint, help } = sheet;
  const paragraph = (line: string) => `<p>${escape(line)}</p>`;
  const row = ([name, value]: [string, string]) =>
    `<tr><th scope="row" align="left">${escape(name)}</th><td align="right">${escape(value)}</td></tr>`;
  const heads = head.map(
    (name, n) => `<th scope="col" align="${n === 0 ? 'left' : 'right'}">${escape(name)}</th>`,
  );
  const why = division && [
    `<h2>${escape(division.heading)}</h2>`,
    `<ul>${division.sentences.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>`,
    paragraph(division.note),
  ];
  return [
    `<div lang="${language}">`,
    ...marks.map((line) => `<p><strong>${escape(line)}</strong></p>`),
    paragraph(greeting),
    `<table>${facts.map(row).join('')}</table>`,
    `<table><thead><tr>${heads.join('')}</tr></thead>`,
    `<tbody>${[...lines, ...sums.map(rowOf)].map(row).join('')}</tbody></table>`,
    ...(why ?? []),
    `<p>${linked(toPrint, url)}</p>`,
    paragraph(help),
    '</div>',
  ].join('');
}

const rowOf = ({ what, amount }: ReceiptSheet['sums'][number]): [string, string] => [what, amount];

const linked = (line: string, url: string) =>
  escape(line).replace(escape(url), (address) => `<a href="${address}">${address}</a>`);
