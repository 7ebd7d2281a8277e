import { inLines, type Written } from './mail.ts';

/** Mails to members of staff; the desk speaks English. */

/** The link for a new password at the desk. */
export const staffResetMail = ({ agencyName, url }: { agencyName: string; url: string }): Written =>
  inLines(
    {
      subject: `A new password for the desk of ${agencyName}`,
      lines: [
        `Open this link to choose a new password for the desk of ${agencyName}:`,
        url,
        'It works for 15 minutes and once, until you ask for another.',
        'If you did not ask for it, ignore this mail. Your password stays as it is.',
      ],
    },
    url,
  );

/** To an address that somebody wanted a new password for, and with which nobody signs in. */
export const unknownStaffMail = (): Written =>
  inLines({
    subject: 'Nobody signs in at the desk with this e-mail',
    lines: [
      'Somebody, perhaps you, asked for a new password for the Onward desk with this e-mail address.',
      'Nobody signs in there with it. If you were invited and have not chosen a password yet, use the link that you were given; else try another e-mail of yours, or ask your agency.',
      'If it was not you, nothing happened and you can ignore this mail.',
    ],
  });

/** To a member of staff whose password was changed. */
export const staffPasswordChangedMail = ({ agencyName }: { agencyName: string }): Written =>
  inLines({
    subject: `Your password for the desk of ${agencyName} was changed`,
    lines: [
      `Your password for the desk of ${agencyName} was changed just now with a link, and you were signed out everywhere else.`,
      'If it was not you, choose another password now by “Forgot your password?” on the sign-in page, and tell a supervisor and whoever looks after your mailbox.',
    ],
  });

/** To the other supervisors: a mailbox alone gave a new password, so somebody else hears of it. */
export const colleaguePasswordMail = ({ agencyName, who }: { agencyName: string; who: string }): Written =>
  inLines({
    subject: `${who} has a new password for the desk of ${agencyName}`,
    lines: [
      `A link mailed to ${who} was used just now to set a new password for the desk of ${agencyName}.`,
      'Ask them whether it was they. If it was not, have who runs Onward for you keep them out at once (`npm run agency -- staff remove`), and invite them anew once nobody else reads their mail.',
    ],
  });
