/** @import { Failure } from '../messages.d.ts' */

/**
 * Call the sandbox's API, which is this frame's own origin.
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {Record<string, unknown>} params
 * @param {{ publishableKey: string, stripeAccount?: string | undefined }} caller
 * @returns {Promise<{ body: Record<string, unknown> } | { error: Failure }>} @throws if there is no answer
 */
export async function callApi(method, path, params, { publishableKey, stripeAccount }) {
  const form = encode(params).toString();
  const response = await fetch(method === 'GET' ? `${path}?${form}` : path, {
    method,
    headers: {
      authorization: `Bearer ${publishableKey}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...(stripeAccount && { 'stripe-account': stripeAccount }),
    },
    ...(method === 'POST' && { body: form }),
  });
  const body = /** @type {Record<string, unknown> & { error: Failure }} */ (await response.json());
  return response.ok ? { body } : { error: body.error };
}

/** Stripe's form encoding: `a[b][c]=d`. @param {Record<string, unknown>} params */
function encode(params) {
  const form = new URLSearchParams();
  /** @param {string} name @param {unknown} value */
  const add = (name, value) => {
    if (typeof value === 'string') form.append(name, value);
    else if (typeof value === 'number' || typeof value === 'boolean') form.append(name, `${value}`);
    else for (const [key, inner] of Object.entries(value ?? {})) add(`${name}[${key}]`, inner);
  };
  for (const [name, value] of Object.entries(params)) add(name, value);
  return form;
}
