/** What a question is about: each step has one of these. */
export type HelpTopic = 'signIn' | 'account' | 'owe' | 'pay' | 'after';

/** A question as a payer asks it, and its answer. */
export type Question = readonly [question: string, answer: (phone: string) => string];

/** The sentences of the help screen. */
export interface HelpWords {
  title: string;
  lead: string;
  hours: string;
  questions: Record<HelpTopic, readonly Question[]>;
}
