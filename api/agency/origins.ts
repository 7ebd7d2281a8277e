import { isLoopback, isOrigin } from '../../exact-origin.ts';
import { Refused } from './refused.ts';

/** A page of the agency: an origin, compared exactly, and the path there that mailed links open. */
export interface PageAddress {
  origin: string;
  path: string;
}

const CONTROL = /[\s#\\]/;

/**
 * The page that an address names: an exact origin, https but on this machine, and perhaps a path.
 * @throws {Refused} with the spelling that a browser gives it, where there is one
 */
export function pageAddress(text: string): PageAddress {
  const { origin = '', path = '' } = /^(?<origin>[a-z]+:\/\/[^/?#]*)(?<path>.*)$/i.exec(text)?.groups ?? {};
  if (!isOrigin(origin)) throw new Refused(`--origin ${text}: ${whyNoOrigin(text)}`);
  if (origin.startsWith('http:') && !isLoopback(origin))
    throw new Refused(
      `--origin ${text}: must be https, as what is typed there is a password; http is for this machine alone (http://localhost:8080).`,
    );
  if (path === '') return { origin, path: '/' };
  if (!path.startsWith('/') || CONTROL.test(path) || new URL(text).href !== text)
    throw new Refused(
      `--origin ${text}: the part after the origin must be the page's path as the browser shows it, beginning with / and without #, like ${origin}/pay.`,
    );
  return { origin, path };
}

function whyNoOrigin(text: string): string {
  if (text.includes('*'))
    return 'patterns fit no page: list each origin by itself, like https://www.example.gov.';
  const spelt = URL.canParse(text) ? new URL(text).origin : 'null';
  return spelt === 'null'
    ? 'must begin with an origin: https://, the host, and the port where it is not the usual one, like https://www.example.gov.'
    : `must be spelt as a browser does: ${spelt}.`;
}
