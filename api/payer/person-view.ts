import type { FoundView, PersonView } from '../contract/index.ts';

interface StoredPerson {
  id: string;
  givenName: string;
  familyName: string;
  agencyPersonId: string;
  office: string;
}

/** A person as shown to one who may pay for them: the agency's number only by its end. */
export function personView(person: StoredPerson, relation: string): PersonView {
  const { id, givenName, familyName, agencyPersonId, office } = person;
  const idLast4 = agencyPersonId.slice(-4);
  return { id, givenName, familyName, idLast4, office, relation: relation === 'self' ? 'self' : 'sender' };
}

/** Enough for the payer to know that it is them, before anything is linked or their name is shown. */
export function foundView({ givenName, familyName, office }: StoredPerson): FoundView {
  const first = (name: string) => `${[...name.trim()][0]?.toUpperCase() ?? ''}.`;
  const unbreakable = '\u00a0';
  return { initials: `${first(givenName)}${unbreakable}${first(familyName)}`, office };
}
