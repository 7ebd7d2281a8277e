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
};
