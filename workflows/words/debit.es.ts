import type { DebitCatalogue } from './debit.ts';

const account = (last4: string | null) => (last4 === null ? '' : `, de la cuenta que termina en ${last4}`);

export const es: DebitCatalogue = {
  consent: ({ agency, phone, total }) =>
    `Permito que ${agency} retire ${total} una sola vez de la cuenta de banco que doy aquí, por medio de Stripe, hoy o en los próximos días hábiles del banco. Si el retiro no se hace bien, ${agency} puede corregirlo en la misma cuenta. Para detenerlo, llamo al ${phone} antes de que se haga.`,
  started: ({ agency, phone, total, last4, by }) => ({
    subject: `Su pago de ${total} a ${agency} desde su banco está en camino`,
    lines: [
      `${agency} le pidió a su banco ${total}${account(last4)}. Esto tarda unos 4 días hábiles del banco.`,
      `Contará como pagado cuando su banco pague. Lo esperamos a más tardar el ${by}, y entonces le enviaremos un recibo por correo.`,
      'Si su banco no paga, le escribiremos, y usted seguirá debiendo lo que debía.',
    ],
    agreed: (when) => `El ${when} usted aceptó esto:`,
    help: `¿Tiene preguntas o quiere detenerlo? Llame al ${phone}.`,
  }),
  failed: ({ agency, phone, total, last4, on, reason }) => ({
    subject: `Su banco no pagó ${total} a ${agency}`,
    lines: [
      `El ${on} usted pidió pagar ${total} a ${agency}${account(last4)}. Su banco no pagó.`,
      ...(reason === undefined ? [] : [reason]),
      'Por eso no se pagó nada y no hay recibo. Usted sigue debiendo lo que debía.',
      `Puede pagar otra vez, o de otra forma, en la página de pagos de ${agency}. Su banco puede cobrarle un cargo propio.`,
      `¿Tiene preguntas? Llame al ${phone}.`,
    ],
  }),
  returned: ({ agency, phone, total, last4, on, reason }) => ({
    subject: `Su banco anuló su pago de ${total} a ${agency}`,
    lines: [
      `El ${on} usted pidió pagar ${total} a ${agency}${account(last4)}. Su banco lo pagó y después lo anuló.`,
      ...(reason === undefined ? [] : [reason]),
      'Por eso este pago ya no cuenta. Lo que había pagado se debe otra vez, y su recibo lo dice.',
      `Puede pagar otra vez, o de otra forma, en la página de pagos de ${agency}. Su banco puede cobrarle un cargo propio.`,
      `¿Tiene preguntas? Llame al ${phone}.`,
    ],
  }),
  reasons: {
    account_closed: 'Su banco dice que la cuenta está cerrada.',
    debit_not_authorized: 'Su banco dice que este pago no estaba permitido.',
    insufficient_funds: 'Su banco dice que no había suficiente dinero en la cuenta.',
    no_account: 'Su banco dice que no tiene esta cuenta.',
  },
  unticked: 'Marque la casilla para permitir este pago.',
  numbers: 'Esos números del banco no coinciden. Revíselos.',
  again: (total, by) =>
    `Ya se le pidió a su banco ${total} por esto. Esperamos que pague a más tardar el ${by}. ¿Pagar otra vez?`,
  late: {
    again: (total, by) =>
      `Ya se le pidió a su banco ${total} por esto. Lo esperábamos a más tardar el ${by}: su banco se ha atrasado y todavía puede pagar. ¿Pagar otra vez?`,
    short: 'Su banco se ha atrasado',
    title: 'Su banco se ha atrasado con su pago',
    text: (by, phone) =>
      `Todavía no está pagado. Lo esperábamos a más tardar el ${by}: su banco se ha atrasado. Contará como pagado cuando su banco pague. Le escribiremos cuando pague, o si dice que no. Mientras tanto, no lo pague otra vez. Pregunte a su banco, o llame al ${phone}.`,
  },
  onItsWay: {
    short: 'En camino',
    title: 'Su pago desde el banco está en camino',
    text: (by) =>
      `Todavía no está pagado. Contará como pagado cuando su banco pague, alrededor del ${by}. Le escribiremos cuando pague, o si dice que no. Usted no tiene que hacer nada.`,
  },
};
