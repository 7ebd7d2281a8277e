/** The sentences of the frames, a column a language. */
const en = {
  number: 'Card number',
  expiry: 'Expiration date',
  expiryHint: 'MM / YY',
  cvc: 'Security code',
  country: 'Country',
  zip: 'ZIP code',
  postal: 'Postal code',
  notice: 'Sandbox: use test cards only. No money moves.',
  incomplete_number: 'Your card number is incomplete.',
  invalid_number: 'Your card number is invalid.',
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry_year_past: "Your card's expiration date is in the past.",
  incomplete_cvc: "Your card's security code is incomplete.",
  incomplete_zip: 'Your ZIP or postal code is incomplete.',
  unreachable: 'We could not reach the payment service. Please try again.',
  bank: 'Your bank wants to know that it is you',
  bankText: 'This page stands for your bank. Choose how the check ends.',
  complete: 'Complete',
  fail: 'Fail',
  close: 'Close without an answer',
  over: 'This check is over. Go back to the page that you came from.',
};

/** @type {Record<keyof typeof en, string>} */
const es = {
  number: 'Número de tarjeta',
  expiry: 'Fecha de vencimiento',
  expiryHint: 'MM / AA',
  cvc: 'Código de seguridad',
  country: 'País',
  zip: 'Código postal (ZIP)',
  postal: 'Código postal',
  notice: 'Entorno de pruebas: use solo tarjetas de prueba. No se mueve dinero.',
  incomplete_number: 'El número de tarjeta está incompleto.',
  invalid_number: 'El número de tarjeta no es válido.',
  incomplete_expiry: 'La fecha de vencimiento está incompleta.',
  invalid_expiry_year_past: 'La tarjeta está vencida.',
  incomplete_cvc: 'El código de seguridad está incompleto.',
  incomplete_zip: 'El código postal está incompleto.',
  unreachable: 'No pudimos conectar con el servicio de pagos. Inténtelo de nuevo.',
  bank: 'Su banco quiere saber que es usted',
  bankText: 'Esta página representa a su banco. Elija cómo termina la verificación.',
  complete: 'Completar',
  fail: 'Fallar',
  close: 'Cerrar sin responder',
  over: 'Esta verificación ya terminó. Vuelva a la página de donde vino.',
};

/** @typedef {keyof typeof en} Word */

/** @param {string} locale @returns {Record<Word, string>} */
export function wordsIn(locale) {
  return locale === 'es' ? es : en;
}
