import type { Context } from '../context.ts';
import { deviceCookie } from './cookies.ts';
import { codeMail, type LimitName } from './throttle.ts';

/** What a mail with a code or a link to an address counts against, for whoever asks for it. */
export async function mailBudget(
  { api, request }: Context,
  agencyId: string,
  email: string,
): Promise<[LimitName, ...string[]][]> {
  const device = await api.devices.knownTo(request.cookie(deviceCookie), agencyId, email);
  return codeMail(agencyId, email, request.source, device);
}
