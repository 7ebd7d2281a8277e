import type { MailWords } from './mail.ts';

export const es: MailWords = {
  verify: (agency) => ({
    subject: `Su código para ${agency}`,
    before: `Escriba este código en la página de pagos de ${agency}:`,
    after:
      'Sirve por 15 minutos, en la página donde lo pidió. Si usted no lo pidió, ignore este correo y no dé el código a nadie.',
  }),
  known: (agency) => ({
    subject: `Usted ya tiene una cuenta con ${agency}`,
    lines: [
      `Alguien, quizás usted, quiso crear una cuenta con este correo en la página de pagos de ${agency}.`,
      'Usted ya tiene una. Vuelva a la página y entre con su contraseña.',
      'Si no fue usted, no pasó nada y puede ignorar este correo.',
    ],
  }),
  unknown: (agency) => ({
    subject: `Ninguna cuenta con ${agency} tiene este correo`,
    lines: [
      `Alguien, quizás usted, quiso entrar con este correo en la página de pagos de ${agency}.`,
      'Allí ninguna cuenta tiene este correo. Vuelva a la página y pruebe otro correo suyo, o cree una cuenta.',
      'Si no fue usted, no pasó nada y puede ignorar este correo.',
    ],
  }),
  reset: (agency, url) => ({
    subject: `Una contraseña nueva para ${agency}`,
    lines: [
      `Abra este enlace para elegir una contraseña nueva para la página de pagos de ${agency}:`,
      url,
      'Sirve por 15 minutos y una sola vez. Antes le preguntaremos quién es.',
      'Si usted no lo pidió, ignore este correo. Su contraseña sigue igual.',
    ],
  }),
  passwordChanged: (agency, phone) => ({
    subject: `Su contraseña para ${agency} cambió`,
    lines: [
      `La contraseña de su cuenta en la página de pagos de ${agency} cambió hace un momento, y se cerró la sesión en los demás dispositivos.`,
      `Si no fue usted, llame ahora al ${phone}.`,
    ],
  }),
};
