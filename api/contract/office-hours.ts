/** The office answers from one day of the week to another (1 Monday … 7 Sunday), HH:MM in the agency's zone. */
export interface OfficeHours {
  from: number;
  to: number;
  opens: string;
  closes: string;
}
