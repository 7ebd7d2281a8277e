import type { HelpWords } from './help-words.ts';

export const esHelp: HelpWords = {
  title: 'Ayuda',
  lead: 'Toque una pregunta para ver la respuesta. No se pierde nada de lo que escribió.',
  hours: 'Horario de oficina',
  questions: {
    signIn: [
      [
        'No sé mi contraseña',
        () => 'Toque “¿Olvidó su contraseña?” o pida un código. Los dos llegan por correo.',
      ],
      [
        'No llegó ningún correo',
        () => 'Busque en el correo no deseado (spam). Luego revise la dirección y pida otro.',
      ],
      ['Ya no puedo abrir mi correo', (phone) => `Llame al ${phone}.`],
    ],
    account: [
      [
        '¿Dónde está mi número de ID?',
        () => 'En sus papeles de la agencia. No importan los ceros ni los guiones.',
      ],
      ['¿Por qué piden mi fecha de nacimiento?', () => 'Para que solo usted vea lo que debe.'],
      [
        'No encuentran mi registro',
        (phone) => `Llame al ${phone}. La agencia puede tener su número o su fecha escritos de otra forma.`,
      ],
    ],
    owe: [
      ['Un saldo no parece correcto', (phone) => `Llame al ${phone} antes de pagar.`],
      [
        'No puedo pagar todo',
        (phone) =>
          `Elija otra cantidad. O llame al ${phone} y pida un plan de pagos o que le perdonen una cuota.`,
      ],
      ['¿Dónde están mis recibos?', () => 'Toque su nombre arriba y luego “Pagos y recibos”.'],
    ],
    pay: [
      [
        '¿Me pueden cobrar dos veces?',
        () => 'No. Un pago se cobra una sola vez, aunque la página se detenga o usted toque dos veces.',
      ],
      [
        'Mi tarjeta no funciona',
        (phone) => `Pruebe otra tarjeta o llame al ${phone} para pagar de otra forma.`,
      ],
      [
        '¿Por qué hay un cargo?',
        () => 'Es por pagar aquí. Cada forma muestra el suyo, y usted lo ve antes de pagar.',
      ],
    ],
    after: [
      [
        '¿Se hizo mi pago?',
        () =>
          'Esta página lo dice en cuanto lo sabemos, y el recibo llega por correo. Por favor, no pague otra vez.',
      ],
      ['Cerré la página', () => 'Entre otra vez. Este pago está en “Pagos y recibos”.'],
      ['Pagué una cantidad equivocada', (phone) => `Llame al ${phone}.`],
    ],
  },
};
