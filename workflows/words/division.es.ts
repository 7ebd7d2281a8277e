import type { DivisionCatalogue } from './division.ts';

export const es: DivisionCatalogue = {
  charges: {
    supervision_fee: 'cuotas de supervisión',
    restitution: 'restitución',
    drug_test: 'pruebas de drogas',
    court_costs: 'costos de la corte',
    assessment: 'otros cargos impuestos',
    collection_fee: 'la tarifa de la agencia de cobros',
    community_service_fee: 'la cuota de servicio comunitario',
    court_fee: 'cuotas de la corte',
    court_technology_fee: 'la cuota de tecnología de la corte',
    dna_assessment: 'el cargo por la prueba de ADN',
    drug_fund_fee: 'la cuota del fondo de drogas y salud mental',
    fine: 'multas',
    officer_disability_fine: 'la multa del fondo de incapacidad de oficiales',
    other_fee: 'otras cuotas',
    penalty_assessment: 'recargos de multas',
    pretrial_fee: 'cuotas de supervisión antes del juicio',
    reimbursement: 'costos por reembolsar',
    restitution_fine: 'multas de restitución',
    restitution_surcharge: 'el recargo de la restitución',
    special_assessment: 'el cargo especial',
    state_minimum_cost: 'el costo mínimo del estado',
    state_surcharge: 'el recargo del estado',
    supervision_surcharge: 'el recargo mensual de supervisión',
    trafficking_fee: 'la cuota para víctimas de trata de personas',
    victim_compensation: 'el fondo para víctimas del delito',
    victim_notification_fee: 'la cuota de aviso a víctimas',
    violent_crime_fine: 'multas para víctimas de delitos violentos',
  },
  payees: {
    person: 'personas',
    government_victim: 'oficinas públicas que sufrieron el daño',
    victim_program: 'el programa para víctimas del delito',
    government: 'oficinas públicas que le pagaron a una víctima',
    insurer: 'compañías de seguros',
    nonprofit: 'organizaciones sin fines de lucro',
    business: 'negocios',
  },
  heading: 'Cómo se repartió',
  note: 'Esto explica cómo se reparte el dinero. Usted no tiene que hacer nada. No es asesoría legal; si algo le parece mal, llame a la agencia.',
  rule: ({ amount, isPart, name, version, citation }) => {
    const rule =
      citation === undefined
        ? `la regla de la agencia “${name}” (versión ${version})`
        : `la regla “${name}” (versión ${version}), que sigue la ley: ${citation}`;
    if (!isPart) return `El pago de ${amount} se reparte según ${rule}.`;
    return `${amount} del pago van a deudas de ${rule}.`;
  },
  untouched: ({ name, version, day, what, left }) =>
    `Esta vez no queda nada para las deudas que empezaron el ${day} o después, que tienen la regla “${name}” (versión ${version}): ${what}. Por ellas todavía se deben ${left}.`,
  restitution: 'La restitución es dinero que se devuelve a quienes sufrieron el daño.',
  byAssessment: (day) =>
    `Cada deuda conserva la regla del día en que la deuda empezó, aunque la regla haya cambiado después. Esta regla es del ${day}.`,
  cases: {
    restitution_first: 'Primero van los casos en los que todavía se debe restitución.',
    oldest_first: 'Primero va el caso más antiguo.',
  },
  nextCase: {
    restitution_first: 'Después van los casos en los que no se debe restitución.',
    oldest_first: 'Después va el siguiente caso más antiguo.',
  },
  rounds: {
    due: 'Primero va lo que toca pagar.',
    rest: 'Lo que queda va a lo que todavía no toca pagar.',
  },
  shares: (parts) =>
    `El dinero se divide en partes: ${parts
      .map(
        ({ percent, amount, what }) =>
          `${percent} (${amount}) para ${what ?? 'otras deudas, de las que no queda ninguna'}`,
      )
      .join('; ')}.`,
  parts: ['primera', 'segunda', 'tercera', 'cuarta'],
  passed: (amount, part, to) =>
    to === 'to_the_other_shares'
      ? `De la ${part} parte sobran ${amount}, que pasan a la otra.`
      : `De la ${part} parte sobran ${amount}, que pasan a lo que sigue.`,
  passedOn: (amount) => `De las partes sobran ${amount}, que pasan a lo que sigue.`,
  paid: (amount, what, isFirst) => `${isFirst ? 'Primero' : 'Después'}, ${amount} para ${what}.`,
  outcome(outcome, { left, what, isDue, percent }) {
    switch (outcome) {
      case 'in_full':
        return isDue
          ? 'Con eso queda pagado todo lo que toca pagar de esto.'
          : 'Con eso, de esto ya no se debe nada.';
      case 'in_part':
        return isDue ? `De esto todavía toca pagar ${left}.` : `De esto todavía se deben ${left}.`;
      case 'nothing_left':
        return isDue
          ? `Esta vez no queda nada para ${what}. De esto todavía toca pagar ${left}.`
          : `Esta vez no queda nada para ${what}. De esto todavía se deben ${left}.`;
      case 'at_most':
        return `La regla permite para eso como máximo el ${percent} de un pago. De esto todavía se deben ${left}.`;
      case 'waits':
        return `Todavía no va nada para ${what}: viene solo después de pagar el mes por completo.`;
      case 'not_collected':
        return `No va nada para ${what}: se toma solo del dinero que trajo una agencia de cobros.`;
    }
  },
  ahead: (left) => `No se puede adelantar más. De esto todavía se deben ${left}.`,
  by: {
    balance: 'Se reparte entre varias deudas: cuanto más se debe todavía en una, más recibe.',
    levied: 'Se reparte entre varias deudas: cuanto más se cobró por una al principio, más recibe.',
    ordered: 'Se reparte entre varias deudas: cuanto más ordenó la corte para una, más recibe.',
    equal: 'Se reparte entre varias deudas en partes iguales.',
  },
  inTurn: {
    order_date: 'Varias deudas se pagan una tras otra; primero la orden más antigua.',
    listed: 'Varias deudas se pagan una tras otra, como están en la sentencia.',
  },
  minimum: (amount) => `Nadie recibe menos de ${amount} de un pago, a menos que sea todo lo que se le debe.`,
  since: (amount) =>
    `Después de este cálculo se debía menos: ${amount} ya no se pudo usar y queda como crédito.`,
  unapplied: (amount) => `${amount} es más de lo que este pago puede cubrir. Queda como crédito.`,
  to: (charges, payees) => `${charges} a ${payees}`.replace(' a el ', ' al '),
  otherRestitution: 'otra restitución',
};
