/** Languages that mails, receipts and refusals are written in. */
export type Language = 'en' | 'es';

/** The nearest language we write: the tag's own, else English. */
export const languageOf = (tag: string): Language => (tag.toLowerCase().startsWith('es') ? 'es' : 'en');

/** How each language writes money and dates: as it does in the United States. */
export const localeOf = (language: Language): string => `${language}-US`;
