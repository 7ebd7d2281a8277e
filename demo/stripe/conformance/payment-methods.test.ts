// @vitest-environment node
import { expect, test } from 'vitest';
import type Stripe from 'stripe';
import { refusal } from '../test-client.ts';
import { aStranger } from './test-stranger.ts';

/** Read from https://docs.stripe.com/testing, not from the sandbox's own tables. */
const stranger = aStranger();

const purchase = { amount: 5000, currency: 'usd', confirm: true, return_url: 'https://agency.example/back' };
const expiry = { exp_month: 12, exp_year: 2045 };
const typed = (number: string, cvc?: string) =>
  stranger().stripe.paymentMethods.create({
    type: 'card',
    card: { number, ...expiry, ...(cvc !== undefined && { cvc }) },
    billing_details: { address: { line1: '1 Sample St', postal_code: '97301' } },
  });
const tokenised = (token: string) =>
  stranger().stripe.paymentMethods.create({ type: 'card', card: { token } });
const pay = (payment_method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stranger().stripe.paymentIntents.create({
    ...purchase,
    payment_method,
    expand: ['latest_charge'],
    ...more,
  });
const chargedCard = ({ latest_charge: charge }: Stripe.PaymentIntent) =>
  typeof charge === 'object' ? charge?.payment_method_details?.card : undefined;

/** name after `pm_card_` and `tok_`, number, brand, funding, country */
const PAYING = `
  visa 4242424242424242 visa credit US | visa_debit 4000056655665556 visa debit US
  mastercard 5555555555554444 mastercard credit US | - 2223003122003222 mastercard credit US
  mastercard_debit 5200828282828210 mastercard debit US | mastercard_prepaid 5105105105105100 mastercard prepaid US
  amex 378282246310005 amex credit US | - 371449635398431 amex credit US
  discover 6011111111111117 discover credit US | - 6011000990139424 discover credit US
  - 6011981111111113 discover debit US | diners 3056930009020004 diners credit US
  - 36227206271667 diners credit US | - 6555900000604105 discover credit KR
  jcb 3566002020360505 jcb credit JP | unionpay 6200000000000005 unionpay credit CN
  - 6200000000000047 unionpay debit CN | - 6205500000000000004 unionpay credit CN
  visa_cartesBancaires 4000002500001001 visa credit FR
  mastercard_cartesBancaires 5555552500001001 mastercard credit FR
  visa_debit_eftposAuCoBranded 4000050360000001 visa debit AU
  mastercard_debit_eftposAuCoBranded 5555050360000080 mastercard debit AU
  us 4242424242424242 visa credit US | ar 4000000320000021 visa credit AR | br 4000000760000002 visa credit BR
  ca 4000001240000000 visa credit CA | cl 4000001520000001 visa credit CL | co 4000001700000003 visa credit CO
  cr 4000001880000005 visa credit CR | ec 4000002180000000 visa credit EC | mx 4000004840008001 visa credit MX
  - 5062210000000009 unknown credit MX | pa 4000005910000000 visa credit PA | py 4000006000000066 visa credit PY
  pe 4000006040000068 visa credit PE | uy 4000008580000003 visa credit UY | ae 4000007840000001 visa credit AE
  ae_mastercard 5200007840000022 mastercard credit AE | at 4000000400000008 visa credit AT
  be 4000000560000004 visa credit BE | bg 4000001000000000 visa credit BG | by 4000001120000005 visa credit BY
  hr 4000001910000009 visa credit HR | cy 4000001960000008 visa credit CY | cz 4000002030000002 visa credit CZ
  dk 4000002080000001 visa credit DK | ee 4000002330000009 visa credit EE | fi 4000002460000001 visa credit FI
  fr 4000002500000003 visa credit FR | de 4000002760000016 visa credit DE | gi 4000002920000005 visa credit GI
  gr 4000003000000030 visa credit GR | hu 4000003480000005 visa credit HU | ie 4000003720000005 visa credit IE
  it 4000003800000008 visa credit IT | lv 4000004280000005 visa credit LV | li 4000004380000004 visa credit LI
  lt 4000004400000000 visa credit LT | lu 4000004420000006 visa credit LU | mt 4000004700000007 visa credit MT
  nl 4000005280000002 visa credit NL | no 4000005780000007 visa credit NO | pl 4000006160000005 visa credit PL
  pt 4000006200000007 visa credit PT | ro 4000006420000001 visa credit RO | - 4000006820000007 visa credit SA
  si 4000007050000006 visa credit SI | sk 4000007030000001 visa credit SK | es 4000007240000007 visa credit ES
  se 4000007520000008 visa credit SE | ch 4000007560000009 visa credit CH | gb 4000008260000000 visa credit GB
  gb_debit 4000058260000005 visa debit GB | gb_mastercard 5555558265554449 mastercard credit GB
  au 4000000360000006 visa credit AU | cn 4000001560000002 visa credit CN | hk 4000003440000004 visa credit HK
  in 4000003560000008 visa credit IN | jp 4000003920000003 visa credit JP | - 3530111333300000 jcb credit JP
  my 4000004580000002 visa credit MY | nz 4000005540000008 visa credit NZ | sg 4000007020000003 visa credit SG
  tw 4000001580000008 visa credit TW | th_credit 4000007640000003 visa credit TH
  th_debit 4000057640000008 visa debit TH
  debit_visaFsaProductCode 4000051230000072 visa debit US | debit_visaHsaProductCode 4000051230000072 visa debit US
  mastercard_debit_mastercardFsaProductCode 5200828282828897 mastercard debit US
  riskLevelElevated 4000000000009235 visa credit US | highFraudDisputeScore 4000008400000407 visa credit US
  highEfwScore 4000008400000159 visa credit US | radarDynamicRiskThreshold 4000008400001017 visa credit US
  adaptive3dsChallenge 4000008405600003 visa credit US | cvcCheckFail 4000000000000101 visa credit US
  avsZipFail 4000000000000036 visa credit US | cvcCheckFailElevatedRisk 4000058400307872 visa credit US
  avsZipFailElevatedRisk 4000058400306072 visa credit US | avsLine1Fail 4000000000000028 visa credit US
  avsFail 4000000000000010 visa credit US | avsUnchecked 4000000000000044 visa credit US
  pendingRefund 4000000000007726 visa credit US | refundFail 4000000000005126 visa credit US
  bypassPending 4000000000000077 visa credit US | bypassPendingInternational 4000003720000278 visa credit IE
  threeDSecureOptional 4000000000003055 visa credit US
  threeDSecureOptionalProcessingError 4000000000003097 visa credit US
  amex_threeDSecureNotSupported 378282246310005 amex credit US | - 4000000032200000 visa credit US`;
const rowsOf = (table: string) =>
  table
    .split(/[|\n]/)
    .map((row) => row.trim().split(' '))
    .filter((row) => row.length > 1);

test.each(rowsOf(PAYING))(
  '%s, %s pays, as a %s %s card of %s',
  async (name, number = '', brand, funding, country) => {
    const four = brand === 'amex' ? '1234' : '123';
    const methods = [(await typed(number, four)).id];
    if (name !== '-') methods.push(`pm_card_${name}`, (await tokenised(`tok_${name}`)).id);
    for (const method of methods) {
      const intent = await pay(method);
      expect(intent.status).toBe('succeeded');
      expect(chargedCard(intent)).toMatchObject({ brand, funding, country, last4: number.slice(-4) });
    }
  },
);

/** names, number or `-`, code, decline code or `-`: with names and tokens alike */
const DECLINING = `
  visa_chargeDeclined 4000000000000002 card_declined generic_decline
  visa_chargeDeclinedInsufficientFunds 4000000000009995 card_declined insufficient_funds
  visa_debit_chargeDeclinedInsufficientFunds - card_declined insufficient_funds
  visa_chargeDeclinedLostCard 4000000000009987 card_declined lost_card
  visa_chargeDeclinedStolenCard 4000000000009979 card_declined stolen_card
  visa_chargeDeclinedVelocityLimitExceeded 4000000000006975 card_declined card_velocity_exceeded
  chargeDeclinedExpiredCard 4000000000000069 expired_card -
  visa_chargeDeclinedExpiredCard - expired_card -
  chargeDeclinedIncorrectCvc 4000000000000127 incorrect_cvc -
  visa_chargeDeclinedIncorrectCvc - incorrect_cvc -
  chargeDeclinedProcessingError 4000000000000119 processing_error -
  visa_chargeDeclinedProcessingError - processing_error -
  chargeCustomerFail 4000000000000341 card_declined generic_decline
  visa_chargeCustomerFail - card_declined generic_decline
  visa_chargeCustomerFailLostCard - card_declined lost_card
  visa_chargeCustomerFailStolenCard - card_declined stolen_card
  visa_chargeDeclinedFraudulent - card_declined fraudulent
  radarBlock 4100000000000019 card_declined fraudulent
  riskLevelHighest 4000000000004954 card_declined fraudulent
  threeDSecureRequiredProcessingError 4000008400001280 card_declined generic_decline`;

test.each(rowsOf(DECLINING))('%s, %s declines with %s, %s', async (name, number = '-', code, declineCode) => {
  const methods = [`pm_card_${name}`, (await tokenised(`tok_${name}`)).id];
  if (number !== '-') methods.push((await typed(number, '123')).id);
  for (const method of methods) {
    const error = await refusal(pay(method));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code });
    expect(error.decline_code || '-').toBe(declineCode); // the client makes '' of none
    expect(error.payment_intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code, payment_method: { object: 'payment_method' } },
    });
    const charge = await stranger().stripe.charges.retrieve(String(error.charge));
    expect(charge).toMatchObject({ status: 'failed', paid: false, captured: false, failure_code: code });
    if (declineCode === 'generic_decline' && charge.outcome?.type === 'issuer_declined')
      expect(charge.outcome.seller_message).toBe(
        'The bank did not return any further details with this decline.', // recorded
      );
    expect(error.payment_intent?.latest_charge).toBe(charge.id);
  }
});

test.each(['4000000000000127', '4000000000000101', '4000058400307872'])(
  'the CVC of %s cannot be wrong where none was given',
  async (number) => {
    const method = await typed(number);
    expect(method.card?.checks).toMatchObject({ cvc_check: null });
    expect((await pay(method.id)).status).toBe('succeeded');
  },
);

test.each([
  ['4000000000000101', { cvc_check: 'fail', address_line1_check: 'pass', address_postal_code_check: 'pass' }],
  ['4000000000000036', { cvc_check: 'pass', address_line1_check: 'pass', address_postal_code_check: 'fail' }],
  ['4000000000000028', { cvc_check: 'pass', address_line1_check: 'fail', address_postal_code_check: 'pass' }],
  ['4000000000000010', { address_line1_check: 'fail', address_postal_code_check: 'fail' }],
  ['4000000000000044', { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' }],
])('the checks of %s are %o', async (number, checks) => {
  expect(chargedCard(await pay((await typed(number, '123')).id))?.checks).toMatchObject(checks);
});

test.each([
  ['visa_chargeDeclined', 'card_declined'],
  ['visa_chargeDeclinedInsufficientFunds', 'card_declined'],
  ['chargeDeclinedExpiredCard', 'expired_card'],
  ['chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
  ['chargeDeclinedProcessingError', 'processing_error'],
])('%s cannot be attached: %s', async (name, code) => {
  const { id: customer } = await stranger().stripe.customers.create({});
  const error = await refusal(stranger().stripe.paymentMethods.attach(`pm_card_${name}`, { customer }));
  expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code });
  expect((await stranger().stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
});

test.each([
  'pm_card_chargeCustomerFail',
  'tok_visa_chargeCustomerFailLostCard',
  'tok_visa_chargeCustomerFailStolenCard',
])('%s can be attached, and fails when it is charged', async (name) => {
  const { id: customer } = await stranger().stripe.customers.create({});
  const method = name.startsWith('tok_') ? (await tokenised(name)).id : name;
  const { id } = await stranger().stripe.paymentMethods.attach(method, { customer });
  expect(await refusal(pay(id, { customer }))).toMatchObject({ code: 'card_declined' });
  expect((await stranger().stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
});

test.each([
  ['4242424242424241', {}, 'incorrect_number', 'number'],
  ['4917484589897107', {}, 'card_declined', undefined],
  ['4242424242424242', { exp_month: 13 }, 'invalid_expiry_month', 'exp_month'],
  ['4242424242424242', { exp_year: 1995 }, 'invalid_expiry_year', 'exp_year'],
  ['4242424242424242', { exp_year: 95 }, 'invalid_expiry_year', 'exp_year'],
  ['4242424242424242', { cvc: '99' }, 'invalid_cvc', 'cvc'],
])('the card data %s %o are refused with %s', async (number, wrong, code, param) => {
  const card = { number, ...expiry, cvc: '123', ...wrong };
  const error = await refusal(stranger().stripe.paymentMethods.create({ type: 'card', card }));
  expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code });
  expect(error.param).toBe(param);
});

test.each([
  'createDispute',
  'createDisputeProductNotReceived',
  'createDisputeInquiry',
  'createIssuerFraudRecord',
  'createMultipleDisputes',
  'createCe3EligibleDispute',
  'createComplianceDispute',
  'createMastercardComplianceDispute',
  'createAutoRepresentmentEligibleDispute',
  'createRapidDisputeResolutionDispute',
  'createCe3BlockDispute',
  'createEthocaAlert',
])('%s is refused for what it leads to: there are no disputes here', async (name) => {
  for (const attempt of [pay(`pm_card_${name}`), tokenised(`tok_${name}`)]) {
    const error = await refusal(attempt);
    expect(error).toMatchObject({ statusCode: 400, code: 'sandbox_unsupported' });
    expect(error.message).toContain('a dispute');
  }
});

test('what is no test payment method is missing, and says which parameter named it', async () => {
  expect(await refusal(pay('pm_card_nothing'))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'payment_method',
  });
  expect(await refusal(tokenised('tok_nothing'))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'card[token]',
  });
});

test('a card of two networks is charged by the one that its holder prefers', async () => {
  const card = { number: '4000002500001001', ...expiry, cvc: '123' };
  const method = await stranger().stripe.paymentMethods.create({ type: 'card', card });
  expect(method.card).toMatchObject({
    display_brand: 'visa',
    networks: { available: ['visa', 'cartes_bancaires'], preferred: null },
  });
  const chosen = await stranger().stripe.paymentMethods.create({
    type: 'card',
    card: { ...card, networks: { preferred: 'cartes_bancaires' } },
  });
  expect(chosen.card?.display_brand).toBe('cartes_bancaires');
  expect(chargedCard(await pay(chosen.id))).toMatchObject({ brand: 'visa', network: 'cartes_bancaires' });
  const wrong = stranger().stripe.paymentMethods.create({
    type: 'card',
    card: { ...card, networks: { preferred: 'mastercard' } },
  });
  expect(await refusal(wrong)).toMatchObject({ statusCode: 400, param: 'card[networks][preferred]' });
});
