import { z } from 'zod';
import { localDay } from '../../workflows/policy/calendar.ts';
import { checkedSettings, type AgencySettings } from '../agency-settings.ts';
import type { OfficeHours } from '../contract/index.ts';
import { checkedOfficeHours } from '../office-hours.ts';
import { linesOf, Refused } from './refused.ts';

/** What an agency's row says of it, as far as it was given. */
export interface Facts {
  name?: string;
  timeZone?: string;
  language?: 'en' | 'es';
  phone?: string;
  statementDescriptor?: string;
  stripeAccountId?: string;
  settings?: AgencySettings;
  officeHours?: OfficeHours[];
}

/** Options as they were typed. */
export type Options = Readonly<Record<string, string | undefined>>;
/** The text of a file that an option names. @throws {Error} it cannot be read */
export type ReadText = (path: string) => string;

const isTimeZone = (name: string): boolean => {
  try {
    localDay(new Date(0), name); // what the server asks of it
    return name.includes('/') || name === 'UTC';
  } catch {
    return false;
  }
};

const schemas = {
  name: z
    .string()
    .trim()
    .min(1, 'must be the name that payers know the agency by')
    .max(80, 'must be at most 80 characters'),
  'time-zone': z.string().refine(isTimeZone, 'must be an IANA name, like America/Chicago'),
  language: z.enum(
    ['en', 'es'],
    'must be en or es: the payers’ language where their page and browser ask for none',
  ),
  phone: z
    .string()
    .regex(
      /^(?=(?:\D*\d){7})\+?[\d ().-]{7,30}$/,
      'must be a number that can be called, like (555) 555-0100',
    ),
  // Rule: https://docs.stripe.com/get-started/account/statement-descriptors#requirements
  statement: z
    .string()
    .min(5, 'must be at least 5 characters')
    .max(22, 'must be at most 22 characters')
    .regex(/^[ -~]+$/, 'must be plain letters, digits and signs')
    .refine(
      (text) => /[A-Za-z]/.test(text) && !/[<>\\'"*]/.test(text),
      'must have a letter, and none of < > \\ \' " *',
    ),
  'stripe-account': z
    .string()
    .regex(/^acct_[A-Za-z0-9_]{1,64}$/, 'must be the id of the account at Stripe, which begins with acct_'),
};

/**
 * The facts that options give, judged by what the server reads them with.
 * @throws {Refused} a line for each that is wrong
 */
export function factsOf(options: Options, read: ReadText): Facts {
  const wrong: string[] = [];
  const given = <T>(option: string, parse: (text: string) => T): T | undefined => {
    const text = options[option];
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      wrong.push(...linesOf(option, error));
      return undefined;
    }
  };
  const facts = {
    name: given('name', (text) => schemas.name.parse(text)),
    timeZone: given('time-zone', (text) => schemas['time-zone'].parse(text)),
    language: given('language', (text) => schemas.language.parse(text)),
    phone: given('phone', (text) => schemas.phone.parse(text)),
    statementDescriptor: given('statement', (text) => schemas.statement.parse(text)),
    stripeAccountId: given('stripe-account', (text) => schemas['stripe-account'].parse(text)),
    ...given('settings', (path) => settingsIn(jsonIn(path, read, 'settings'))),
  };
  if (wrong.length > 0) throw new Refused(wrong);
  return JSON.parse(JSON.stringify(facts)) as Facts; // what was not given is not there
}

/** The JSON in a file. @throws {Refused} there is none */
export function jsonIn(path: string, read: ReadText, option: string): object {
  try {
    const json: unknown = JSON.parse(read(path));
    if (typeof json === 'object' && json !== null) return json;
    throw new SyntaxError('neither { nor [ begins it');
  } catch (error) {
    const why = error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'cannot be read';
    throw new Refused(`--${option}: the file ${path} ${why}.`);
  }
}

const parts = z.object({ officeHours: z.unknown().optional() }).loose();

function settingsIn(json: unknown): Pick<Facts, 'settings' | 'officeHours'> {
  const { officeHours, ...settings } = parts.parse(json);
  return {
    settings: checkedSettings(settings),
    ...(officeHours !== undefined && { officeHours: checkedOfficeHours(officeHours) }),
  };
}
