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
  title: 'Card details',
  bankTitle: 'Bank details',
  bankNotice: 'Sandbox: use test accounts only. No money moves. This stands for signing in at your bank.',
  name: 'Full name',
  email: 'Email',
  routing: 'Routing number',
  account: 'Account number',
  bankTerms: 'By continuing, you agree that this payment is taken from your bank account.',
  incomplete_name: 'Your full name is incomplete.',
  incomplete_email: 'Your email is incomplete.',
  invalid_routing: 'Your routing number is invalid.',
  incomplete_account: 'Your account number is incomplete.',
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
  title: 'Datos de la tarjeta',
  bankTitle: 'Datos del banco',
  bankNotice:
    'Entorno de pruebas: use solo cuentas de prueba. No se mueve dinero. Esto representa la entrada en su banco.',
  name: 'Nombre completo',
  email: 'Correo electrónico',
  routing: 'Número de ruta',
  account: 'Número de cuenta',
  bankTerms: 'Al continuar, acepta que este pago se tome de su cuenta de banco.',
  incomplete_name: 'El nombre está incompleto.',
  incomplete_email: 'El correo está incompleto.',
  invalid_routing: 'El número de ruta no es válido.',
  incomplete_account: 'El número de cuenta está incompleto.',
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

/**
 * Put a form's labels in words, and show it.
 * @param {HTMLElement} form
 * @param {Record<Word, string>} words
 * @param {string} locale
 */
export function showWords(form, words, locale) {
  form.hidden = false;
  document.documentElement.lang = locale;
  for (const element of form.querySelectorAll('[data-word]')) {
    element.textContent = words[/** @type {Word} */ (element.getAttribute('data-word'))];
  }
}
