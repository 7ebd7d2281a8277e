import { z } from 'zod';
import type { InBoth, OwnWords } from '../own-words.ts';

type Text = z.ZodType<string, string>;

const LANGUAGES = ['en', 'es'] as const satisfies readonly (keyof InBoth)[];

/**
 * An agency's own words as they are given: a text, or `{ en, es }`. What is wrong is said of the language that it is
 * wrong in; nothing else may stand there, as a third language would never be read.
 * @param text what a text must be
 * @param each what it must be in each language, where there are both
 */
export const ownWords = (text: Text, each: Text = text) =>
  z.custom<OwnWords>().transform((given: unknown, context): OwnWords => {
    const wrong = (message: string, path: PropertyKey[] = []) =>
      context.addIssue({ code: 'custom', path, message });
    const read = (schema: Text, one: unknown, path: string[] = []): string => {
      const { data, error } = schema.safeParse(one);
      for (const issue of error?.issues ?? []) wrong(issue.message, [...path, ...issue.path]);
      return data ?? '';
    };
    if (typeof given === 'string') return read(text, given);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      wrong('must be a text, or {"en": "…", "es": "…"}');
      return z.NEVER;
    }
    for (const other of Object.keys(given).filter((key) => key !== 'en' && key !== 'es'))
      wrong('is no language that payers read here: there are en and es', [other]);
    const [en = '', es = ''] = LANGUAGES.map((language) =>
      read(filled(each), Reflect.get(given, language), [language]),
    );
    return { en, es };
  });

const filled = (schema: Text) =>
  z
    .string({
      error: ({ input }) =>
        input === undefined ? 'must be given too: in one language, or in both' : 'must be a text',
    })
    .trim()
    .min(1, { error: 'must not be empty', abort: true })
    .pipe(schema);
