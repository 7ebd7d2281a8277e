import type { OwedCatalogue } from './owed.ts';

export const es: OwedCatalogue = {
  held: {
    appeal: 'En pausa mientras se decide una apelación.',
    bankruptcy: 'En pausa por un caso de bancarrota.',
    court_review: 'En pausa mientras la corte lo revisa.',
    in_dispute: 'En pausa mientras la agencia revisa la cantidad.',
    payee_unknown: 'En pausa hasta saber quién debe recibir el dinero.',
    other: 'En pausa. Pregunte a la agencia por qué.',
  },
  notNow: 'No tiene que pagarlo ahora.',
  credit: (amount) => `Tiene un saldo a favor de ${amount}. Con él se paga lo próximo que le cobren.`,
  kept: 'Queda como saldo a favor',
  tooLarge:
    'Lo que se debe suma más de lo que podemos mostrar, así que no se puede pagar aquí. Llame a la agencia: puede corregirlo.',
  ways: {
    card: 'De débito, de crédito o prepagada. Aquí y ahora.',
    bank_debit: 'Tarda unos 4 días hábiles.',
  },
  fees: {
    card: (amount) => `Con tarjeta se suma un cargo de ${amount}.`,
    bank_debit: (amount) => `Con cuenta de banco se suma un cargo de ${amount}.`,
  },
  freeWays: 'El paso siguiente muestra formas sin cargo.',
};
