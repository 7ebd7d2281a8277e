import { randomUUID } from 'node:crypto';
import type { StaffMember } from '../../prisma/gen/sqlite/client.ts';
import {
  colleaguePasswordMail,
  staffPasswordChangedMail,
  staffResetMail,
  unknownStaffMail,
} from '../../workflows/words/desk-mail.ts';
import type { Written } from '../../workflows/words/mail.ts';
import { audit } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { invite, type Invited } from './invitations.ts';

/** Those who look after the desk of an agency. */
const WATCHES = 'supervisor';

type MailDeps = Pick<Deps, 'db' | 'read' | 'clock' | 'mailer' | 'origin'>;

/**
 * Mail a link for a new password to whoever signs in at the desk with an address, for each agency its own; or that nobody
 * does. Who was invited and never set a password gets none: nobody has proved that the address is theirs.
 */
export async function mailResetLinks(deps: MailDeps, email: string): Promise<void> {
  const members = await deps.read.staffMember.findMany({
    where: { email, hasNoPassword: false },
    include: { agency: true },
    orderBy: { createdAt: 'asc' },
  });
  for (const { agency, ...member } of members) {
    const url = await newLink(deps, member);
    await send(deps, email, staffResetMail({ agencyName: agency.name, url }));
  }
  if (members.length === 0) await send(deps, email, unknownStaffMail());
}

async function newLink(
  { db, clock, origin }: MailDeps,
  { id: staffId, agencyId }: StaffMember,
): Promise<string> {
  const now = clock();
  const { token } = await db.$transaction(async (tx) => {
    const made = await invite(tx, { agencyId, staffId }, now, 'reset');
    const actor = { kind: 'system' } as const; // whoever asked is nobody yet
    await audit(tx, { agencyId, at: now, actor, action: 'staff.reset_asked', subjectId: staffId });
    return made;
  });
  return `${origin()}/desk#/new-password/${token}`; // a fragment: no server is sent it
}

/**
 * Tell of a password that was just set with a link: its owner, unless it is their first; and the agency's other
 * supervisors where all that it took was a mailbox. Each is told whatever becomes of the others' mails: who has the
 * owner's mailbox can have it refuse theirs.
 * @param done as the link was opened, before
 * @throws the first failure, after all of them
 */
export async function tellOfNewPassword(deps: MailDeps, { staff, agencyName, kind }: Invited): Promise<void> {
  const failures: unknown[] = [];
  const tell = (to: string, mail: Written) =>
    send(deps, to, mail).catch((error: unknown) => failures.push(error));
  if (!staff.hasNoPassword) await tell(staff.email, staffPasswordChangedMail({ agencyName }));
  for (const email of kind === 'reset' ? await watchersBeside(deps, staff) : [])
    await tell(email, colleaguePasswordMail({ agencyName, who: staff.name }));
  if (failures.length > 0) throw failures[0];
}

async function watchersBeside({ read }: MailDeps, { id, agencyId }: StaffMember): Promise<string[]> {
  const others = await read.staffMember.findMany({
    where: { agencyId, role: WATCHES, hasNoPassword: false, id: { not: id } },
  });
  return others.map(({ email }) => email);
}

const send = ({ mailer }: MailDeps, to: string, mail: Written): Promise<void> =>
  mailer.send({ ...mail, to, language: 'en', id: randomUUID() });
