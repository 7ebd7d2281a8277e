/** Which hosts the page must let its visitors' browsers reach, besides its own. */
export interface Hosts {
  apiOrigin: string;
  /** The Stripe sandbox's origin; absent where the product talks to Stripe itself. */
  sandboxOrigin?: string;
}

/** Stripe's own hosts: https://docs.stripe.com/security/guide#content-security-policy */
export const stripeHosts = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  connect: ['https://api.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
};

/**
 * The sample page's Content-Security-Policy: as strict as an agency may want it, Trusted Types included.
 * No inline script or style, no eval, and no host but its own, ours and the card processor's.
 */
export function contentSecurityPolicy({ apiOrigin, sandboxOrigin }: Hosts): string {
  const processor = sandboxOrigin
    ? { script: [sandboxOrigin], connect: [sandboxOrigin], frame: [sandboxOrigin] }
    : stripeHosts;
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", apiOrigin, ...processor.script],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': [apiOrigin, ...processor.connect],
    'frame-src': processor.frame,
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['lit-html', 'onward'],
  };
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}
