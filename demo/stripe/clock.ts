/** Injected, so that a test can choose the hour. */
export type Clock = () => Date;

/** Stripe's times are whole seconds. */
export function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
