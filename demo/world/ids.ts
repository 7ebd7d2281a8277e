import { sampleId } from '../sample/ids.ts';

/** Ids of what no procedure of the product makes: agencies, people and their cases, funds, payees. The same for a key. */
export const agencyId = (key: string) => sampleId(`world agency ${key}`);
export const personId = (key: string) => sampleId(`world person ${key}`);
export const caseId = (key: string) => sampleId(`world case ${key}`);
export const fundId = (agency: string, key: string) => sampleId(`world fund ${agency} ${key}`);
export const payeeId = (agency: string, key: string) => sampleId(`world payee ${agency} ${key}`);
export const staffId = (email: string) => sampleId(`world staff ${email}`);
export const obligationId = (person: string, listed: number) => sampleId(`world debt ${person} ${listed}`);
