import { PayerClient } from '../e2e/payer-client.ts';
import type { Addresses } from '../demo.ts';

/** One account may pay thirty times in ten minutes. */
export const PAYMENTS_EACH = 25;
const WAIT_MS = 600_000;

interface Member {
  email: string;
  password: string;
}

/** People who pay through the public api, one payment after the other, as many at a time as are told to. */
export class Crowd {
  readonly #addresses: Addresses;
  readonly #members: IterableIterator<[number, Member]>;

  constructor(addresses: Addresses, members: readonly Member[]) {
    this.#addresses = addresses;
    this.#members = members.entries();
  }

  /**
   * Pay on and on, each payment until it has succeeded.
   * @param atOnce how many are in flight
   * @param another may one more begin?
   * @throws {Error} one did not succeed, or there is nobody left to pay
   */
  async pay(atOnce: number, another: () => boolean): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, () => this.#lane(another)));
  }

  async #lane(another: () => boolean): Promise<void> {
    for (let isOn = another(); isOn;) {
      const payer = await this.#next();
      const debts = await payer.debts();
      for (let n = 0; n < PAYMENTS_EACH && isOn; n++) {
        await payOnce(payer, debts, 1_000 + n);
        isOn = another();
      }
    }
  }

  async #next(): Promise<PayerClient> {
    const next = this.#members.next();
    if (next.done) throw new Error('All of the crowd have paid as often as they may.');
    const [n, member] = next.value;
    const from = `198.18.${n >> 8}.${n & 255}`; // an address of their own: the api counts calls by it
    return PayerClient.signIn(this.#addresses, { ...member, from });
  }
}

async function payOnce(payer: PayerClient, debts: string[], amountCents: number): Promise<void> {
  const wish = await payer.fillIn(debts, { kind: 'other', amountCents }, 'pm_card_visa');
  const answer = await payer.api.payer.pay.mutate({ ...wish, payAgain: true });
  if (!answer.ok) throw new Error(`A payment was refused: ${JSON.stringify(answer.refusal)}`);
  const { status } = await payer.untilSettled(answer.payment.id, WAIT_MS);
  if (status !== 'succeeded') throw new Error(`A payment ended as ${status}.`);
}
