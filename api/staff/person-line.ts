import type { Person } from '../../prisma/gen/sqlite/client.ts';
import type { StaffPerson } from '../contract/index.ts';

/** A person as a list of the desk names them: their number whole, since staff tell people apart by it. */
export const personLine = ({ id, agencyPersonId, givenName, familyName, office }: Person): StaffPerson => ({
  id,
  name: `${givenName} ${familyName}`,
  agencyPersonId,
  office,
});
