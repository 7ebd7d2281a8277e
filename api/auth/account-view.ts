import type { AccountView, PersonView, SessionView } from '../contract/index.ts';
import type { Db } from '../../prisma/client.ts';
import { languageOf } from '../../workflows/words/language.ts';
import { personView } from '../payer/person-view.ts';
import type { Tokens } from './sessions.ts';

/** What a payer is shown of their account. @throws {Error} there is no such account */
export async function accountView(read: Db, accountId: string): Promise<AccountView> {
  const account = await read.payerAccount.findUniqueOrThrow({
    where: { id: accountId },
    include: {
      links: { where: { state: 'active' }, include: { person: true }, orderBy: { createdAt: 'asc' } },
    },
  });
  return {
    givenName: account.givenName,
    familyName: account.familyName,
    email: account.email,
    language: languageOf(account.language),
    people: account.links.map((link): PersonView => personView(link.person, link.relation)),
  };
}

/** A payer's session as the page holds it: the refresh token went into the cookie. */
export async function sessionView(read: Db, tokens: Tokens, accountId: string): Promise<SessionView> {
  return {
    accessToken: tokens.access,
    expiresAt: tokens.accessExpiresAt.toISOString(),
    account: await accountView(read, accountId),
  };
}
