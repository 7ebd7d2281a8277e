import { createTRPCClient, getUntypedClient, httpLink } from '@trpc/client';
import type { ActKind } from './acts.ts';
import type { ActAnswer } from './person-model.ts';
import type {
  Answer,
  AppRouter,
  ChargeOptions,
  InvitationView,
  OfficeCodeAnswer,
  ResetRefusalCode,
  CloseTaskAnswer,
  ReleaseRecordAnswer,
  PaymentsColumn,
  PeopleList,
  PaymentsList,
  PaymentsPage,
  PaymentsViews,
  SavedView,
  SaveViewAnswer,
  PaymentStory,
  SendReceiptAnswer,
  StaffObligations,
  StaffPeople,
  StaffPeopleCount,
  StaffSessionView,
  StaffTasks,
} from '../../api/contract/index.ts';

export interface PaymentsQuery extends PaymentsList {
  text?: string;
  cursor?: string;
  limit?: number;
}

/** Without `isPreview` it is made. */
export interface OfficeCodeWish {
  personId: string;
  accountId: string;
  note: string;
  isPreview: boolean;
}

export interface PeopleQuery extends PeopleList {
  text?: string;
  cursor?: string;
  limit?: number;
}

type Session = Answer<{ session: StaffSessionView }>;
export type AcceptAnswer = Answer<{ session: StaffSessionView }, ResetRefusalCode>;

/** What the desk asks of the server. Each throws what failureOf reads. */
export interface Calls {
  signIn(input: { email: string; password: string }): Promise<Session>;
  forgotPassword(input: { email: string }): Promise<Answer<object>>;
  openInvitation(token: string): Promise<Answer<{ invitation: InvitationView }, ResetRefusalCode>>;
  acceptInvitation(input: { token: string; password: string }): Promise<AcceptAnswer>;
  refresh(): Promise<Session>;
  signOut(): Promise<unknown>;
  searchPayments(query: PaymentsQuery, signal: AbortSignal): Promise<PaymentsPage>;
  paymentsViews(signal: AbortSignal): Promise<PaymentsViews>;
  saveView(view: SavedView): Promise<SaveViewAnswer>;
  removeView(input: { viewId: string; isRemoved: boolean }): Promise<unknown>;
  keepColumns(input: { columns: PaymentsColumn[] }): Promise<unknown>;
  paymentStory(paymentId: string, signal: AbortSignal): Promise<PaymentStory>;
  /** A CSV file. */
  exportPayments(wanted: PaymentsQuery | { ids: string[] }, signal: AbortSignal): Promise<Blob>;
  tasks(signal: AbortSignal): Promise<StaffTasks>;
  closeTask(input: { taskId: string; note: string }): Promise<CloseTaskAnswer>;
  releaseRecord(input: { taskId: string; note: string }): Promise<ReleaseRecordAnswer>;
  sendReceipt(input: { paymentId: string }): Promise<SendReceiptAnswer>;
  findPeople(query: PeopleQuery, signal: AbortSignal): Promise<StaffPeople>;
  countPeople(query: PeopleQuery, signal: AbortSignal): Promise<StaffPeopleCount>;
  /** A CSV file. */
  exportPeople(wanted: PeopleQuery, signal: AbortSignal): Promise<Blob>;
  obligations(input: { personId: string }, signal: AbortSignal): Promise<StaffObligations>;
  makeOfficeCode(input: OfficeCodeWish): Promise<OfficeCodeAnswer>;
  chargeOptions(input: { personId: string }): Promise<ChargeOptions>;
  /** @param input as the act's fields and ids make it: the server checks its shape */
  act(kind: ActKind, input: Record<string, unknown>): Promise<ActAnswer>;
}

/**
 * The staff procedures over tRPC: POST only, so that no search text lands in an address or a log.
 * @param origin the api's own origin
 * @param token the access token of the moment, if any
 */
export function callsOver(origin: string, token: () => string | undefined): Calls {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        methodOverride: 'POST',
        headers: () => {
          const bearer = token();
          return { 'x-onward': '1', ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) };
        },
      }),
    ],
  });
  const { staff } = client;
  return {
    signIn: (input) => staff.signIn.mutate(input),
    forgotPassword: (input) =>
      staff.forgotPassword.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    openInvitation: (token) =>
      staff.openInvitation.mutate({ token }, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    acceptInvitation: (input) =>
      staff.acceptInvitation.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    refresh: () => staff.refresh.mutate({}),
    signOut: () => staff.signOut.mutate({}),
    searchPayments: (query, signal) => staff.searchPayments.query(query, { signal: inTime(signal) }),
    paymentsViews: (signal) => staff.paymentsViews.query({}, { signal: inTime(signal) }),
    saveView: ({ id: viewId, name, list }) =>
      staff.saveView.mutate({ viewId, name, list }, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    removeView: (input) => staff.removeView.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    keepColumns: (input) =>
      staff.keepColumns.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    paymentStory: (paymentId, signal) => staff.paymentStory.query({ paymentId }, { signal: inTime(signal) }),
    exportPayments: (wanted, signal) =>
      fileFrom(`${origin}/desk-export/payments`, { wanted, token: token(), signal }),
    findPeople: (query, signal) => staff.findPeople.query(query, { signal: inTime(signal) }),
    countPeople: ({ cursor: _, limit: __, order: ___, ...query }, signal) =>
      staff.countPeople.query(query, { signal: inTime(signal) }),
    exportPeople: (wanted, signal) =>
      fileFrom(`${origin}/desk-export/people`, { wanted, token: token(), signal }),
    obligations: (input, signal) => staff.obligations.query(input, { signal: inTime(signal) }),
    makeOfficeCode: (input) =>
      staff.makeOfficeCode.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    chargeOptions: (input) =>
      staff.chargeOptions.query(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    act: async (kind, input) => {
      const options = { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
      const answer = await getUntypedClient(client).mutation(`staff.${PROCEDURES[kind]}`, input, options);
      return answer as ActAnswer; // the contract's answer of each of them
    },
    tasks: (signal) => staff.tasks.query({}, { signal: inTime(signal) }),
    sendReceipt: (input) =>
      staff.sendReceipt.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    releaseRecord: (input) =>
      staff.releaseRecord.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
    closeTask: (input) => staff.closeTask.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
  };
}

const PROCEDURES = {
  assess: 'assessObligation',
  startFee: 'startMonthlyFee',
  changeFee: 'changeMonthlyFee',
  endFee: 'endMonthlyFee',
  adjust: 'adjustObligation',
  waive: 'waiveObligation',
  hold: 'holdObligation',
  release: 'releaseObligation',
  spendCredit: 'spendCredit',
} as const satisfies Record<ActKind, string>;

/** No answer by then counts as a lost one. */
const ANSWER_WITHIN_MS = 30_000;

const inTime = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);

/** A file, whole or not at all. Throws what failureOf reads. */
async function fileFrom(
  url: string,
  { wanted, token, signal }: { wanted: object; token: string | undefined; signal: AbortSignal },
): Promise<Blob> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-onward': '1',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(wanted),
    signal,
  });
  if (response.ok) return response.blob();
  const data = {
    code: response.status === 401 ? 'UNAUTHORIZED' : '',
    requestId: response.headers.get('x-request-id'),
  };
  throw Object.assign(new Error('no file'), { data });
}
