import { expect, test } from 'vitest';
import { en as enWidget } from '../widget/i18n/en.ts';
import { enPayer } from '../widget/i18n/en-payer.ts';
import { es as esWidget } from '../widget/i18n/es.ts';
import { esPayer } from '../widget/i18n/es-payer.ts';
import { en as enDebit } from '../workflows/words/debit.en.ts';
import { es as esDebit } from '../workflows/words/debit.es.ts';
import { en as enDivision } from '../workflows/words/division.en.ts';
import { es as esDivision } from '../workflows/words/division.es.ts';
import { en as enMail } from '../workflows/words/mail.en.ts';
import { es as esMail } from '../workflows/words/mail.es.ts';
import { en as enCode } from '../workflows/words/office-code.en.ts';
import { es as esCode } from '../workflows/words/office-code.es.ts';
import { en as enOwed } from '../workflows/words/owed.en.ts';
import { es as esOwed } from '../workflows/words/owed.es.ts';
import { en as enReceipt } from '../workflows/words/receipt.en.ts';
import { es as esReceipt } from '../workflows/words/receipt.es.ts';

/** Stands for whatever a sentence is filled with: says its own name, has every property, and is a list of one. */
function blank(name: string): unknown {
  return new Proxy(
    {},
    {
      get(_, property) {
        if (property === Symbol.toPrimitive) return () => `{${name}}`;
        if (property === 'map') return (of: (one: unknown) => unknown) => [of(blank(name))];
        return blank(`${name}.${String(property)}`);
      },
    },
  );
}

const ARGUMENTS = [1, 2, 3, 4].map((n) => blank(String(n)));

/** Every sentence by its path, however it is made. */
function sentencesOf(words: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return sentencesOf(Reflect.apply(words, undefined, ARGUMENTS), path);
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([name, value]) => sentencesOf(value, `${path}.${name}`));
}

const english = sentencesOf({
  widget: { ...enWidget, ...enPayer },
  words: [enDebit, enDivision, enMail, enCode, enOwed, enReceipt],
});
const spanish = sentencesOf({
  widget: { ...esWidget, ...esPayer },
  words: [esDebit, esDivision, esMail, esCode, esOwed, esReceipt],
});

/** The Spanish in which a pattern is found, by path. */
const those = (pattern: RegExp) => spanish.filter(([, text]) => pattern.test(text));

test('every sentence is there in both languages, with the same blanks in it', () => {
  const blanksOf = (all: typeof english) =>
    all.map(([path, text]) => [path, ...new Set(text.match(/\{[\d.a-z0-9]+\}/giu)?.toSorted())].join(' '));
  expect(english.length).toBeGreaterThan(300);
  expect(english.filter(([, text]) => text.includes('{')).length).toBeGreaterThan(80);
  expect(blanksOf(spanish)).toEqual(blanksOf(english));
});

test('the reader is “usted”, never “tú”', () => {
  const pronouns = /(?<!\p{L})(tú|tus?|ti|te|contigo|vos|vosotros|os)(?!\p{L})/iu;
  const forms = /(?<!\p{L})(puedes|tienes|debes|quieres|pagas|recibes|necesitas|eres|estás|has)(?!\p{L})/iu;
  // At the start of a sentence these are orders; elsewhere they may tell what somebody does.
  const orders =
    /(?<=^|[.:;?!] |Por favor, )(elige|escribe|llama|revisa|intenta|espera|marca|pulsa|toca|busca|vuelve|cierra|abre|usa|pide|prueba(?! de)|paga|entra|deja|mira|empieza|haz|ten)(?!\p{L})/iu;
  expect(those(pronouns)).toEqual([]);
  expect(those(forms)).toEqual([]);
  expect(those(orders)).toEqual([]);
});

test('a question has both of its marks, and so has a cry', () => {
  const count = (text: string, mark: string) => text.split(mark).length;
  const isUneven = ([, text]: [string, string]) =>
    count(text, '¿') !== count(text, '?') || count(text, '¡') !== count(text, '!');
  expect(spanish.filter(([path]) => !path.endsWith('.url')).filter(isUneven)).toEqual([]);
});

test('one thing has one name', () => {
  const others: Record<string, RegExp> = {
    'cuota, cargo por servicio': /tarifa|honorario|comisi[óo]n/iu,
    cantidad: /(?<!\p{L})(montos?|importes?)(?!\p{L})/iu,
    'saldo a favor': /(como|un|guardado) crédito|crédito de \{/iu,
    corte: /tribunal|juzgado/iu,
    'correo, correo electrónico': /e-?mail/iu,
    'cuenta de banco': /cuenta bancaria/iu,
    recibo: /comprobante/iu,
    quizás: /quizá(?!s)/iu,
    'otra vez': /de nuevo|nuevamente/iu,
    repartir: /por qué se divide/iu,
  };
  expect(
    Object.entries(others).flatMap(([name, pattern]) => those(pattern).map((one) => [name, ...one])),
  ).toEqual([]);
});

test('no button is longer than a narrow page holds, and no accent is left out of a common word', () => {
  const buttons =
    /\.(button|again|change|over|save|create|haveOne|forgot|code|print|payAgain|dontPayAgain|securePage|bankOpen|bankCancel|checkNow|more|see|have|back|signOut|tryAgain|download)$/u;
  const isButton = ([path, text]: [string, string]) => buttons.test(path) && !/[.{]/u.test(text);
  expect(spanish.filter(isButton).length).toBeGreaterThan(25);
  const long = spanish.filter(isButton).filter(([, text]) => text.length > 32);
  expect(long).toEqual([]);
  expect(
    those(
      /(?<!\p{L})(numero|codigo|pagina|telefono|proximo|dia|dias|aqui|esta pagado|mas tarde|tambien|despues|ultimo|unico|electronico|habiles|segun|asi|todavia|sesion|direccion)(?!\p{L})/iu,
    ),
  ).toEqual([]);
});
