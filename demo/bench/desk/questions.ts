import type { PaymentRow } from '../../../api/contract/index.ts';
import type { Asked } from './desk-api.ts';
import type { Sample } from './samples.ts';

/** What a clerk asks, and what the first page must then be like. */
export interface Question {
  name: string;
  asked: Asked;
  /** Each row must be like this; and there must be a row, unless it may be far back. */
  fits(row: PaymentRow): boolean;
  mayBeFar?: true;
}

const has = (row: PaymentRow, word: string) =>
  `${row.payerName} ${row.personName}`.toLowerCase().includes(word.toLowerCase());
const day = (at: Date, plusDays = 0) =>
  new Date(at.getTime() + plusDays * 86_400_000).toISOString().slice(0, 10);

/** Every way to search, and the filters alone and together, about one payment that is there. */
export const questionsAbout = (sample: Sample): Question[] => [
  ...searchesFor(sample),
  ...filtersAround(sample),
];

const text = (name: string, typed: string, fits: Question['fits']): Question => ({
  name,
  asked: { text: typed },
  fits,
});

function searchesFor(sample: Sample): Question[] {
  const { id, state, amountCents, cardLast4, givenName, familyName, agencyPersonId, email } = sample;
  const isAny = (typed: string) => (row: PaymentRow) =>
    row.cardLast4 === typed ||
    row.personIdLast4 === typed.slice(-4) ||
    row.receiptNumber === Number(typed) ||
    row.amountCents === Number(typed) * 100;
  const receipt = String(sample.receiptNumber ?? 1);
  const ofState = (row: PaymentRow) => has(row, familyName) && row.state === state;
  return [
    text('id', id, (row) => row.id === id),
    text('what the payer was told', `${id.slice(0, 4)}-${id.slice(4, 8)}`, (row) =>
      row.id.startsWith(id.slice(0, 8)),
    ),
    text('receipt', `#${receipt}`, isAny(receipt)),
    text('amount', `$${(amountCents / 100).toFixed(2)}`, (row) => row.amountCents === amountCents),
    text('card', cardLast4, isAny(cardLast4)),
    text('number', agencyPersonId, isAny(agencyPersonId)),
    text('e-mail', email, (row) => has(row, givenName)),
    text('family name', familyName, (row) => has(row, familyName)),
    text('given name', givenName, (row) => has(row, givenName)),
    text('whole name', `${givenName} ${familyName}`, (row) => has(row, givenName) && has(row, familyName)),
    text('as it is typed', familyName.slice(0, 3), () => true),
    { name: 'name and state', asked: { text: familyName, state }, fits: ofState, mayBeFar: true },
  ];
}

function filtersAround({ state, createdAt }: Sample): Question[] {
  const week = { from: day(createdAt, -3), to: day(createdAt, 3) };
  const many = { state: 'succeeded', way: 'jcb', kind: 'drug_test', office: 'Harbor', leastCents: 10_000 };
  const any = () => true;
  const questions: [string, Asked, Question['fits']][] = [
    ['everything', {}, any],
    ['state', { state }, (row) => row.state === state],
    ['rare state', { state: 'needs_repair' }, (row) => row.state === 'needs_repair'],
    ['a week', week, any],
    ['oldest', { order: 'oldest' }, any],
    ['largest', { order: 'largest' }, any],
    ['largest, declined', { order: 'largest', state: 'declined' }, (row) => row.state === 'declined'],
    ['kind', { kind: 'restitution' }, any],
    ['office', { office: 'Harbor' }, any],
    ['rare way', { way: 'jcb' }, (row) => row.cardBrand === 'jcb'],
    ['amounts', { leastCents: 60_450, mostCents: 60_499 }, (row) => row.amountCents >= 60_450],
    ['many at once', many, (row) => row.cardBrand === 'jcb' && row.amountCents >= 10_000],
  ];
  return questions.map(([name, asked, fits]) => ({ name, asked, fits, mayBeFar: true }));
}
