import type { Locator, Page } from 'playwright-core';

export interface Newcomer {
  givenName: string;
  familyName: string;
  email: string;
  password: string;
}

/** What a payer does on the agency's page, by what they can see and read there. */
export class PayerPage {
  readonly page: Page;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name, level: 2 });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async open(): Promise<void> {
    await this.page.goto(this.#origin);
    await this.heading('Sign in').waitFor();
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.button('Sign in').click();
    await this.heading('What you owe').waitFor();
  }

  async signOut(): Promise<void> {
    await this.button('Your account').click();
    await this.button('Sign out').click();
    await this.heading('Sign in').waitFor();
  }

  async createAccount({ givenName, familyName, email, password }: Newcomer): Promise<void> {
    await this.button('Create an account').click();
    await this.page.getByLabel('First name').fill(givenName);
    await this.page.getByLabel('Last name').fill(familyName);
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('checkbox', { name: /^I agree/ }).check();
    await this.button('Create account').click();
    await this.heading('Enter the code we sent').waitFor();
  }

  async verify(code: string): Promise<void> {
    await this.page.getByLabel('Code').fill(code);
    await this.button('Verify').click();
    await this.heading('Match your record').waitFor();
  }

  /** @param birthDate YYYY-MM-DD */
  async matchRecord(agencyId: string, birthDate: string): Promise<void> {
    const [year = '', month = '', day = ''] = birthDate.split('-');
    await this.page.getByLabel('Agency ID').fill(agencyId);
    await this.page.getByLabel('Month').fill(String(Number(month)));
    await this.page.getByLabel('Day').fill(String(Number(day)));
    await this.page.getByLabel('Year').fill(year);
    await this.button('Continue').click();
    await this.heading(/^Is this you/).waitFor();
    await this.button('This is me').click();
    await this.heading('What you owe').waitFor();
  }

  /** @param dollars e.g. '130.00' */
  async chooseOther(dollars: string): Promise<void> {
    await this.page.getByRole('radio', { name: /Another amount/ }).check();
    await this.page.getByLabel('Amount in dollars').fill(dollars);
    await this.page.getByText(`Where your $${dollars} goes`).waitFor();
  }

  async goToCheck(): Promise<void> {
    await this.button('Continue').click();
    await this.heading('Check and pay').waitFor();
  }

  /** Type a card into the processor's own form, which is a frame of another site. */
  async typeCard(number: string): Promise<void> {
    const form = this.page.locator('onward-pay iframe').first().contentFrame();
    await form.getByLabel(/card number/i).fill(number);
    await form.getByLabel(/expiration|expiry/i).fill('12 / 34');
    await form.getByLabel(/security code|cvc/i).fill('123');
    await form.getByLabel(/zip/i).fill('10001');
  }

  /** Another way than the card: the form below is a bank's from then on. */
  async chooseBank(): Promise<void> {
    await this.page.getByRole('radio', { name: /^Bank account/ }).check();
    await this.page.getByRole('checkbox', { name: /^I allow/ }).waitFor();
  }

  /** Type an account into the processor's own form, and agree to the debit. */
  async typeBank(number: string): Promise<void> {
    const form = this.page.locator('onward-pay iframe').first().contentFrame();
    await form.getByLabel('Full name').fill('Sample Payer');
    await form.getByLabel('Routing number').fill('110000000');
    await form.getByLabel('Account number').fill(number);
    await this.page.getByRole('checkbox', { name: /^I allow/ }).check();
  }

  payButton(): Locator {
    return this.button(/^Pay \$/);
  }

  async received(): Promise<void> {
    await this.heading('Payment received').waitFor();
  }

  /** A fact of the list of terms that is shown: what stands beside the term that begins so. */
  async fact(term: string): Promise<string> {
    const terms = this.page.locator('onward-pay dt').filter({ hasText: new RegExp(`^\\s*${term}`) });
    return (await terms.locator('xpath=following-sibling::dd').innerText()).trim();
  }
}
