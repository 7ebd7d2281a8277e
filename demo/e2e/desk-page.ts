import type { Locator, Page } from 'playwright-core';

/** What a clerk does at the desk. */
export class DeskPage {
  readonly page: Page;
  readonly #address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.#address = address;
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.goto(this.#address);
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor();
  }

  /** Search, and wait until the one row that fits is left. */
  async find(text: string): Promise<Locator> {
    const box = this.page.getByRole('searchbox', { name: 'Search payments' });
    await box.fill(text);
    await box.press('Enter');
    await this.page.getByText('1 payment', { exact: true }).waitFor();
    return this.page
      .getByRole('table', { name: /Payments/ })
      .getByRole('link')
      .first();
  }

  async openStory(row: Locator): Promise<void> {
    await row.click();
    await this.page.getByRole('heading', { name: 'Timeline' }).waitFor();
  }
}
