import type { MailWords } from './mail.ts';

export const es: MailWords = {
  verify: (agency) => ({
    subject: `Su código para ${agency}`,
    before: `Escriba este código en la página de pagos de ${agency}:`,
    after:
      'Sirve durante 15 minutos, en la página donde lo pidió. Si usted no lo pidió, ignore este correo y no dé el código a nadie.',
  }),
  known: (agency) => ({
    subject: `Usted ya tiene una cuenta con ${agency}`,
    lines: [
      `Alguien, quizás usted, quiso crear una cuenta con este correo en la página de pagos de ${agency}.`,
      'Usted ya tiene una. Vuelva a la página y entre con su contraseña.',
      'Si no fue usted, no pasó nada y puede ignorar este correo.',
    ],
  }),
  receipt: (facts, usd, paidAt) => ({
    subject: `Recibo ${facts.receiptNumber} de ${facts.agencyName}: ${usd(facts.amountCents + facts.feeCents)}`,
    greeting: `${facts.agencyName} recibió su pago. Gracias.`,
    rows: [
      ['Número de recibo', String(facts.receiptNumber)],
      ['Fecha', paidAt],
      ['Para', `${facts.personName}, número que termina en ${facts.personIdLast4}`],
      ...(facts.card
        ? [
            ['Pagado con', `tarjeta ${facts.card.brand} que termina en ${facts.card.last4}`] satisfies [
              string,
              string,
            ],
          ]
        : []),
      ...facts.lines.map(({ label, amountCents }): [string, string] => [label, usd(amountCents)]),
      ['Cargo por servicio', usd(facts.feeCents)],
      ['Total cobrado', usd(facts.amountCents + facts.feeCents)],
      ['Todavía debe', usd(facts.stillOwedCents)],
    ],
    after: [`Para imprimir este recibo: ${facts.url}`, `¿Preguntas? Llame al ${facts.agencyPhone}.`],
  }),
  receiptPage: {
    title: (receiptNumber) => `Recibo ${receiptNumber}`,
    divided: 'Repartido según la regla',
    none: 'No existe ese recibo.',
  },
};
