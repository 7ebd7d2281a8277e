/** Where the sandbox's cardholders may live: enough to try a code that is no ZIP. */
const CODES = ['US', 'CA', 'MX', 'GB', 'ES', 'FR', 'DE', 'GT', 'HN', 'SV', 'DO', 'PR'];

/** @param {HTMLSelectElement} select @param {string} locale */
export function fillCountries(select, locale) {
  const chosen = select.value || 'US';
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  select.replaceChildren(
    ...CODES.map((code) => new Option(names.of(code), code, code === 'US', code === chosen)),
  );
}
