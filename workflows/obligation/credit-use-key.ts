/** The journal entry's key of a use of credit. A use that an assessment made has no id of its own. */
export const creditUseKey = (use: { obligationId: string; personId: string; useId: string }): string =>
  `obligation/${use.obligationId}:credit/${use.personId}${use.useId === '' ? '' : `/${use.useId}`}`;
