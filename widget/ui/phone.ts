import { html } from 'lit';

/** What calls a number. */
export const telephone = (phone: string) => `tel:${phone.replace(/[^+\d]/g, '')}`;

/** A telephone number that can be called. @param before words of the link itself, e.g. `Call ` */
export const phoneLink = (phone: string, before = '') =>
  html`<a class="whole" href=${telephone(phone)}>${before}${phone}</a>`;

/** A sentence whose telephone number can be called. */
export const callable = (sentence: string, phone = '') => {
  const at = phone ? sentence.indexOf(phone) : -1;
  return at < 0
    ? sentence
    : html`${sentence.slice(0, at)}${phoneLink(phone)}${sentence.slice(at + phone.length)}`;
};
