import { toWire } from '../../workflows/money/money.ts';
import type { PageTender, Tender } from '../../workflows/policy/codes.ts';
import { feeTableBounds, waysToPay } from '../../workflows/policy/fee.ts';
import { wayWords } from '../../workflows/words/owed.ts';
import type { FeeRule } from '../../workflows/policy/rules.ts';
import type { AgencySettings } from '../agency-settings.ts';
import type { WayView } from '../contract/index.ts';

/** What the page itself can take. */
const isHere = (tender: Tender): tender is PageTender => tender === 'card' || tender === 'bank_debit';

/** Bank debits are offered where the agency says so and its fee table knows them. */
export const takesDebits = (rule: FeeRule, { bankDebits }: Pick<AgencySettings, 'bankDebits'>): boolean =>
  bankDebits && feeTableBounds(rule, 'bank_debit') !== null;

/**
 * Every way of paying an amount that there is now, the cheapest first. What a place takes and the fee table does not
 * name has no fee: the table is of service fees, and none is stated.
 * @param amountCents minor units, > 0
 */
export function waysView(
  rule: FeeRule,
  amountCents: bigint,
  settings: Pick<AgencySettings, 'places' | 'bankDebits'>,
): WayView[] {
  const { places } = settings;
  const isOffered = (tender: Tender) => tender !== 'bank_debit' || takesDebits(rule, settings);
  const ways = waysToPay(rule, amountCents).filter(({ tender }) => isOffered(tender));
  const unnamed = [...new Set(places.flatMap(({ takes }) => takes))].filter(
    (tender) => !ways.some((way) => way.tender === tender),
  );
  const free = { takes: true, feeCents: 0, feeBasisPoints: 0, totalCents: toWire(amountCents) } as const;
  return [
    ...unnamed.map((tender): WayView => ({ tender, here: false, ...free })),
    ...ways.map((way): WayView => {
      const { tender } = way;
      const here = isHere(tender);
      const note = here && { note: wayWords(tender) };
      if (!way.takes) {
        const { leastCents, mostCents } = way;
        const most = mostCents === null ? {} : { mostCents: toWire(mostCents) };
        return { tender, here, ...note, takes: false, leastCents: toWire(leastCents), ...most };
      }
      const { feeCents, basisPoints } = way;
      const totalCents = toWire(amountCents + feeCents);
      return {
        tender,
        here,
        ...note,
        takes: true,
        feeCents: toWire(feeCents),
        feeBasisPoints: basisPoints,
        totalCents,
      };
    }),
  ];
}
