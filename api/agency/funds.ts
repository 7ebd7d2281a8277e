import { Refused } from './refused.ts';

/** Where money of one kind goes in the agency's books. */
export interface Fund {
  code: string;
  name: string;
}

/** `SUP=Supervision fees`. @throws {Refused} */
export function fundIn(text: string): Fund {
  const { code, name } = /^(?<code>[A-Z0-9]{1,12})=(?<name>.{1,80})$/.exec(text)?.groups ?? {};
  if (code === undefined || name === undefined || name.trim() === '')
    throw new Refused(`--fund ${text}: must be a code and a name, like SUP="Supervision fees".`);
  return { code, name: name.trim() };
}
