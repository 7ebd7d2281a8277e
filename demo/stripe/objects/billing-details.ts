import type Stripe from 'stripe';
import type { Read } from '../params.ts';
import { email as emailAddress, hash, text, unsettable } from '../params.ts';

const line = unsettable(text());
const addressShape = { city: line, country: line, line1: line, line2: line, postal_code: line, state: line };
export const address = hash(addressShape);

const billingShape = {
  address: unsettable(address),
  email: unsettable(emailAddress()),
  name: line,
  phone: line,
  tax_id: line,
};
export const billingDetails = hash(billingShape);
export const shipping = hash({ address, name: text(), carrier: line, phone: line, tracking_number: line }, [
  'address',
  'name',
]);

export type AddressInput = Read<typeof addressShape>;
export type BillingInput = Read<typeof billingShape>;

/** Every key that Stripe answers with, null where nothing was said. */
export function fullAddress(input: AddressInput | Stripe.Address | null | undefined) {
  const {
    city = null,
    country = null,
    line1 = null,
    line2 = null,
    postal_code = null,
    state = null,
  } = input ?? {};
  return { city, country, line1, line2, postal_code, state };
}

/** @param stored what stays where nothing is said now */
export function fullBilling(input: BillingInput = {}, stored?: Stripe.PaymentMethod.BillingDetails) {
  const {
    email = stored?.email,
    name = stored?.name,
    phone = stored?.phone,
    tax_id = stored?.tax_id,
  } = input;
  const spoken = input.address === undefined ? stored?.address : input.address;
  return {
    address: fullAddress(spoken),
    email: email ?? null,
    name: name ?? null,
    phone: phone ?? null,
    tax_id: tax_id ?? null,
  };
}

export function fullShipping(input: ReturnType<typeof shipping>) {
  const { name, carrier = null, phone = null, tracking_number = null } = input;
  return { address: fullAddress(input.address), carrier, name, phone, tracking_number };
}
