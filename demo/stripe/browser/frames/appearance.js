/** @import { Appearance } from '../messages.d.ts' */

/** Stripe's name for a variable → ours. */
const VARIABLES = {
  colorPrimary: '--color-primary',
  colorBackground: '--color-background',
  colorText: '--color-text',
  colorDanger: '--color-danger',
  fontFamily: '--font-family',
  fontSizeBase: '--font-size',
  spacingUnit: '--spacing',
  borderRadius: '--radius',
};

/** @param {Appearance} appearance */
export function applyAppearance({ theme = 'stripe', variables = {} }) {
  const { dataset, style } = document.documentElement;
  dataset['theme'] = theme;
  for (const [name, property] of Object.entries(VARIABLES)) {
    const value = variables[name];
    if (value !== undefined) style.setProperty(property, value);
    else style.removeProperty(property);
  }
}
