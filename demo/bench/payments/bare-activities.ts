/** Three steps that do nothing. */
export const bareActivities = {
  first: () => Promise.resolve(),
  second: () => Promise.resolve(),
  third: () => Promise.resolve(),
};

export type BareActivities = typeof bareActivities;
