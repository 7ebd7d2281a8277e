import type { OfficeCodeWords } from './office-code.ts';

export const en: OfficeCodeWords = {
  have: 'I have a code from the office',
  title: 'Enter the code from the office',
  lead: 'Staff gave it to you in person. It works for one day and once.',
  missing: 'Enter the code from the office.',
  back: 'I have no code',
};
