import type { StripeConstructor } from '@stripe/stripe-js';

/** Stripe.js of the release train that @stripe/stripe-js 10.2.1 belongs to. Never bundled: it must come from Stripe. */
export const STRIPE_URL = 'https://js.stripe.com/endive/stripe.js';

/** The part of Trusted Types that is used. */
interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

/** Named by the api in sandbox mode; the second and last address that the policy lets through. */
let sandboxUrl: string | undefined;

/** Refuses every address but the two; a page under Trusted Types lists it as `onward`. */
const rules: ScriptUrlPolicy = {
  createScriptURL(url) {
    const address = url.replace(/\?again=\d+$/, '');
    if (address === STRIPE_URL || address === sandboxUrl) return url;
    throw new TypeError('onward: not an address of Stripe.js');
  },
};

let policy: ScriptUrlPolicy | undefined;
let loading: Promise<StripeConstructor> | undefined;
let again = 0;

/**
 * Stripe.js, requested at the first call and once for the page.
 * @param sandbox address of the sandbox's script, as the api names it
 * @throws {Error} it did not load; the next call tries anew
 */
export function loadStripe(sandbox?: string): Promise<StripeConstructor> {
  if (window.Stripe) return Promise.resolve(window.Stripe);
  sandboxUrl = sandbox;
  if (loading) return loading;
  const mine = addScript(`${sandbox ?? STRIPE_URL}${again > 0 ? `?again=${again}` : ''}`).catch(
    (error: unknown) => {
      if (loading === mine) loading = undefined;
      throw error;
    },
  );
  return (loading = mine);
}

/**
 * Who waits for a script that does not come may ask anew: the next call requests it once more, under a query that the
 * server ignores, as a browser would join the same address to the request that hangs.
 */
export function giveUpStripe(): void {
  if (!loading) return;
  loading = undefined;
  again += 1;
}

function addScript(url: string): Promise<StripeConstructor> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const fail = (why: string) => {
      script.remove();
      reject(new Error(why));
    };
    script.addEventListener('load', () =>
      window.Stripe ? resolve(window.Stripe) : fail('Stripe.js did not start'),
    );
    script.addEventListener('error', () => fail('Stripe.js did not load'));
    try {
      script.src = trusted(url);
    } catch {
      return fail('the page does not allow the Trusted Types policy `onward`');
    }
    script.async = true;
    document.head.append(script);
  });
}

function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  policy ??= factory?.createPolicy('onward', rules) ?? rules;
  return policy.createScriptURL(url);
}
