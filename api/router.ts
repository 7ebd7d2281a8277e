import { viewAgency } from './agency-view.ts';
import { forgotPassword } from './auth/forgot-password.ts';
import { openReset } from './auth/open-reset.ts';
import { proveIdentity } from './auth/prove-identity.ts';
import { refresh } from './auth/refresh.ts';
import { resendCode } from './auth/resend-code.ts';
import { sendCode } from './auth/send-code.ts';
import { setLanguage } from './auth/set-language.ts';
import { setPassword } from './auth/set-password.ts';
import { signIn } from './auth/sign-in.ts';
import { signOut } from './auth/sign-out.ts';
import { signUp } from './auth/sign-up.ts';
import { verifyEmail } from './auth/verify-email.ts';
import { cancel } from './payer/cancel.ts';
import { history } from './payer/history.ts';
import { keepDraft } from './payer/keep-draft.ts';
import { matchRecord } from './payer/match-record.ts';
import { open } from './payer/open.ts';
import { owed } from './payer/owed.ts';
import { pay } from './payer/pay.ts';
import { quote } from './payer/quote.ts';
import { statusOfAttempt } from './payer/status-of-attempt.ts';
import { status } from './payer/status.ts';
import { tryAgain } from './payer/try-again.ts';
import { changeMonthlyFee, endMonthlyFee, startMonthlyFee } from './staff/act-on-fee.ts';
import { acceptInvitation } from './staff/accept-invitation.ts';
import { adjustObligation } from './staff/adjust-obligation.ts';
import { assessObligation } from './staff/assess-obligation.ts';
import { chargeOptions } from './staff/charge-options.ts';
import { closeTask } from './staff/close-task.ts';
import { countPeople } from './staff/count-people.ts';
import { findPeople } from './staff/find-people.ts';
import { holdObligation } from './staff/hold-obligation.ts';
import { keepColumns } from './staff/keep-columns.ts';
import { makeOfficeCode } from './staff/make-office-code.ts';
import { staffForgotPassword } from './staff/forgot-password.ts';
import { obligations } from './staff/obligations.ts';
import { openInvitation } from './staff/open-invitation.ts';
import { paymentStory } from './staff/payment-story.ts';
import { paymentsViews } from './staff/payments-views.ts';
import { staffRefresh } from './staff/refresh.ts';
import { releaseObligation } from './staff/release-obligation.ts';
import { removeView } from './staff/remove-view.ts';
import { saveView } from './staff/save-view.ts';
import { releaseRecord } from './staff/release-record.ts';
import { searchPayments } from './staff/search-payments.ts';
import { sendReceipt } from './staff/send-receipt.ts';
import { staffSignIn } from './staff/sign-in.ts';
import { staffSignOut } from './staff/sign-out.ts';
import { tasks } from './staff/tasks.ts';
import { spendCredit } from './staff/spend-credit.ts';
import { waiveObligation } from './staff/waive-obligation.ts';
import { router } from './trpc.ts';

/** Every procedure there is. */
export const appRouter = router({
  agency: router({ view: viewAgency }),
  auth: router({
    signUp,
    verifyEmail,
    resendCode,
    signIn,
    sendCode,
    forgotPassword,
    openReset,
    proveIdentity,
    setPassword,
    refresh,
    signOut,
  }),
  account: router({ setLanguage }),
  record: router({ match: matchRecord }),
  payer: router({ owed, quote, pay, tryAgain, cancel, status, open, keepDraft, statusOfAttempt, history }),
  staff: router({
    signIn: staffSignIn,
    refresh: staffRefresh,
    signOut: staffSignOut,
    forgotPassword: staffForgotPassword,
    openInvitation,
    acceptInvitation,
    searchPayments,
    paymentsViews,
    saveView,
    keepColumns,
    removeView,
    paymentStory,
    tasks,
    closeTask,
    releaseRecord,
    sendReceipt,
    obligations,
    makeOfficeCode,
    holdObligation,
    releaseObligation,
    adjustObligation,
    waiveObligation,
    findPeople,
    countPeople,
    chargeOptions,
    spendCredit,
    assessObligation,
    startMonthlyFee,
    changeMonthlyFee,
    endMonthlyFee,
  }),
});

export type AppRouter = typeof appRouter;
