/** What staff read of a person's own account on the payment page, and of the code that they give for it. */
export const accountWords = {
  heading: 'Account on the payment page',
  none: 'No account is this person’s own.',
  former: 'Record taken from it',
  code: 'Last code',
  noCode: 'None',
  works: (by: string, time: string, until: string) => `Made by ${by} on ${time}, works until ${until}`,
  used: (by: string, time: string, used: string) => `Made by ${by} on ${time}, used on ${used}`,
  ended: (by: string, time: string) => `Made by ${by} on ${time}, works no longer`,
  needsSupervisor: 'A supervisor can give a code for a new password.',

  give: 'Give a code for a new password',
  note: 'How did you make sure who they are?',
  noteHint: 'Give a code only to the person in front of you. This is kept for good, with your name.',
  noteMissing: 'Say how you made sure who they are.',
  check: 'Show what it does',
  checking: 'Working it out',
  effect: 'What it does',
  opens: (email: string) =>
    `Whoever has this code and the link that we mail to ${email} can set a new password. It works for one day and once.`,
  endsOne: 'The code from before stops working.',
  confirm: 'Make the code',
  confirming: 'Making it',
  leave: 'Leave it',

  made: 'The code, shown only now',
  until: (email: string, until: string) => `For ${email}, until ${until}, once.`,
  how: 'On the payment page they press “Forgot password?”, open the link that we mail, and press “I have a code from the office”.',
  hide: 'Hide the code',
} as const;
