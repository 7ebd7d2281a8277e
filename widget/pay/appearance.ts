import type { Appearance } from '@stripe/stripe-js';

/** Stripe's variables by the derived token each takes its value from. */
const variables = {
  colorPrimary: '--ow-accent',
  colorBackground: '--ow-surface',
  colorText: '--ow-text',
  colorDanger: '--ow-danger',
  fontFamily: '--ow-font',
  fontSizeBase: '--ow-base',
  spacingUnit: '--ow-unit',
  borderRadius: '--ow-radius',
} as const;

/**
 * The tokens as Stripe takes them: its frame never sees our CSS. Read from the rendered wrapper, so that the
 * agency's colours and the dark scheme are in them.
 */
export function appearanceOf(host: HTMLElement): Appearance {
  const wrapper = host.shadowRoot?.querySelector('.ow');
  if (!wrapper) return {};
  const computed = getComputedStyle(wrapper);
  const values: Record<string, string> = {};
  for (const [name, token] of Object.entries(variables)) {
    const value = computed.getPropertyValue(token).trim().replace(/\s+/g, ' ');
    if (value) values[name] = name === 'fontSizeBase' ? computed.fontSize : value;
  }
  return { theme: computed.colorScheme === 'dark' ? 'night' : 'stripe', variables: values };
}
