import { hash, verify } from '@node-rs/argon2';
import { commonPasswords } from './common-passwords.ts';

/** OWASP's second choice for argon2id, the library's default kind: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes run on libuv's few threads, which files and name look-ups need too. */
const AT_ONCE = 2;

export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 200;

/** Makes and checks password hashes, a few at a time. */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #dummy: Promise<string> | undefined;

  /** @returns a PHC string */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalised(password), cost));
  }

  /**
   * Is it the password? Takes as long where there is no such account.
   * @param stored PHC string, or null where there is no account
   */
  async matches(stored: string | null, password: string): Promise<boolean> {
    this.#dummy ??= this.hash('no account has this password');
    const against = stored ?? (await this.#dummy);
    const right = await this.#inTurn(() => verify(against, normalised(password)));
    return right && stored !== null;
  }

  async #inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await run();
    } finally {
      const next = this.#waiting.shift();
      if (next)
        next(); // takes over the place
      else this.#running--;
    }
  }
}

/**
 * What is wrong with a new password, or null. Length over composition; no rule about kinds of characters.
 * @param email normalised
 */
export function passwordFault(
  password: string,
  email: string,
): 'password_too_short' | 'password_too_common' | null {
  const plain = normalised(password);
  if ([...plain].length < PASSWORD_LEAST) return 'password_too_short';
  const folded = plain.toLowerCase();
  const own = [email, email.split('@')[0] ?? email];
  const squeezed = folded.replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (own.includes(folded) || commonPasswords.has(folded) || commonPasswords.has(squeezed))
    return 'password_too_common';
  return new Set(folded).size < 4 ? 'password_too_common' : null; // aaaaaaaaaaaa, 121212121212
}

/** The same letters typed on another keyboard are the same password. */
const normalised = (password: string) => password.normalize('NFKC');
