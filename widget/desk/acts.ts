import type { StaffMonthlyFee, StaffObligation } from '../../api/contract/index.ts';
import { centsOf } from './filters.ts';
import { peopleWords as w } from './words-people.ts';

export type ActKind = keyof typeof w.acts;
export type FieldName = keyof typeof w.fields;
export type Values = Partial<Record<FieldName, string>>;
export type Problems = Partial<Record<FieldName, string>>;

/** What an act is about; of a new debt or fee there is none yet. */
export interface Target {
  obligation?: StaffObligation;
  fee?: StaffMonthlyFee;
}

const CHARGED = ['label', 'label.es', 'kind', 'fundId', 'shares', 'caseId'] as const;

/** Names the button that opens an act's form. */
export const openerName = (kind: ActKind, { obligation, fee }: Target): string =>
  `${kind} ${obligation?.id ?? fee?.id ?? ''}`;

export const openerOf = ({ kind, ...target }: Target & { kind: ActKind }): string =>
  `[data-act="${CSS.escape(openerName(kind, target))}"]`;

/** The fields of an act's form, in order. */
export function fieldsOf(kind: ActKind, { 'terms.how': how }: Values): readonly FieldName[] {
  switch (kind) {
    case 'assess': {
      const terms: FieldName[] =
        how === 'instalments'
          ? ['terms.instalmentCents', 'terms.firstDueOn', 'terms.dayOfMonth']
          : how === 'unsaid'
            ? []
            : ['terms.dueOn'];
      return [...CHARGED, 'assessedCents', 'assessedOn', 'terms.how', ...terms, 'note'];
    }
    case 'startFee':
      return [...CHARGED, 'amountCents', 'firstDueOn', 'dayOfMonth', 'lastDueOn', 'note'];
    case 'changeFee':
    case 'adjust':
      return ['toCents', 'note'];
    case 'endFee':
      return ['lastDueOn', 'note'];
    case 'waive':
      return ['amountCents', 'note'];
    case 'hold':
      return ['reason', 'note'];
    case 'release':
    case 'spendCredit':
      return ['note'];
  }
}

/** These charge somebody, or write off: for supervisors. */
export const SUPERVISORS_ONLY: ReadonlySet<ActKind> = new Set([
  'assess',
  'startFee',
  'changeFee',
  'endFee',
  'adjust',
  'waive',
]);

export const isOptional = (kind: ActKind, name: FieldName): boolean =>
  name === 'caseId' || name === 'label.es' || (name === 'lastDueOn' && kind === 'startFee');

export const isAmount = (name: FieldName): boolean => name.endsWith('Cents');

/** What to send, or what cannot be sent, by field. The server decides on everything else. */
export function inputOf(
  kind: ActKind,
  values: Values,
  about: { personId: string } & Target,
): { input: Record<string, unknown> } | { problems: Problems } {
  const problems: Problems = {};
  const input: Record<string, unknown> = idsOf(kind, about);
  for (const name of fieldsOf(kind, values)) {
    const typed = values[name]?.trim() ?? '';
    if (typed === '') {
      if (!isOptional(kind, name)) problems[name] = w.problem(w.fields[name], w.missing);
      continue;
    }
    const cents = isAmount(name) ? centsOf(typed) : undefined;
    if (Number.isNaN(cents)) problems[name] = w.problem(w.fields[name], w.notAmount);
    put(input, name, cents ?? typed);
  }
  return Object.keys(problems).length > 0 ? { problems } : { input };
}

function idsOf(kind: ActKind, { personId, obligation, fee }: { personId: string } & Target) {
  if (fee) return { feeId: fee.id, ...(kind === 'changeFee' && { fromCents: fee.amountCents }) };
  if (obligation)
    return { obligationId: obligation.id, ...(kind === 'adjust' && { fromCents: obligation.chargedCents }) };
  return { personId };
}

function put(input: Record<string, unknown>, name: FieldName, value: string | number) {
  const [outer = '', inner] = name.split('.');
  if (name === 'shares') input[outer] = [{ beneficiaryId: value }];
  else if (name === 'label.es') input[outer] = { en: input[outer], es: value };
  else if (inner === undefined) input[outer] = name === 'dayOfMonth' ? Number(value) : value;
  else
    input[outer] = {
      ...(input[outer] as object | undefined),
      [inner]: inner === 'dayOfMonth' ? Number(value) : value,
    };
}
