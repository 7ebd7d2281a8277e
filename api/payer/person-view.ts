import type { PersonView } from '../contract/index.ts';

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
