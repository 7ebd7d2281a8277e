import { invalidParam } from '../errors.ts';
import type { Rule } from '../params.ts';
import { text } from '../params.ts';

const DESCRIPTOR_LENGTH_MAX = 22;

/** Rule: https://docs.stripe.com/get-started/account/statement-descriptors#requirements */
export const descriptor: Rule<string> = (value, name) => {
  const words = text()(value, name);
  if (words.length > DESCRIPTOR_LENGTH_MAX) {
    throw invalidParam(`The statement descriptor must be at most ${DESCRIPTOR_LENGTH_MAX} characters.`, name);
  }
  if (/[<>\\'"*]/.test(words) || !/[A-Za-z]/.test(words)) {
    throw invalidParam(
      'The statement descriptor must contain at least one letter and cannot include <, >, \\, \', ", or *.',
      name,
    );
  }
  return words;
};

/** A web address, absolute. */
export const url: Rule<string> = (value, name) => {
  const address = text(2048)(value, name);
  const scheme = URL.parse(address)?.protocol;
  if (scheme !== 'http:' && scheme !== 'https:') {
    throw invalidParam('Not a valid URL', name, 'url_invalid');
  }
  return address;
};
