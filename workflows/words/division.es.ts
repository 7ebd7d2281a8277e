import type { DivisionCatalogue } from './division.ts';

export const es: DivisionCatalogue = {
  charges: {
    supervision_fee: 'cuotas de supervisión',
    restitution: 'restitución',
    drug_test: 'pruebas de drogas',
    court_costs: 'costos de la corte',
    assessment: 'cargos impuestos por la corte',
    collection_fee: 'la cuota de la agencia de cobros',
    community_service_fee: 'la cuota de servicio comunitario',
    court_fee: 'cuotas de la corte',
    court_technology_fee: 'la cuota de tecnología de la corte',
    dna_assessment: 'el cargo por la prueba de ADN',
    drug_fund_fee: 'la cuota del fondo de drogas y salud mental',
    fine: 'multas',
    officer_disability_fine: 'la multa para el fondo de oficiales con discapacidad',
    other_fee: 'otras cuotas',
    penalty_assessment: 'recargos de multas',
    pretrial_fee: 'cuotas de supervisión antes del juicio',
    reimbursement: 'costos que se devuelven al gobierno',
    restitution_fine: 'multas de restitución',
    restitution_surcharge: 'el recargo de la restitución',
    special_assessment: 'el cargo especial',
    state_minimum_cost: 'el costo mínimo del estado',
    state_surcharge: 'el recargo del estado',
    supervision_surcharge: 'el recargo mensual de supervisión',
    trafficking_fee: 'la cuota para víctimas de trata de personas',
    victim_compensation: 'el fondo de víctimas de delitos',
    victim_notification_fee: 'la cuota de aviso a víctimas',
    violent_crime_fine: 'multas para víctimas de delitos violentos',
  },
  payees: {
    person: 'personas',
    government_victim: 'oficinas públicas que sufrieron el daño',
    victim_program: 'el programa de víctimas de delitos',
    government: 'oficinas públicas que le pagaron a una víctima',
    insurer: 'compañías de seguros',
    nonprofit: 'organizaciones sin fines de lucro',
    business: 'negocios',
  },
  publicOffices: 'oficinas públicas',
  heading: 'Cómo se repartió',
  note: 'Esto explica cómo se reparte el dinero. Usted no tiene que hacer nada. No es asesoría legal; si algo le parece mal, llame a la agencia.',
  rule: ({ amount, isPart, name, version, citation, isOpinion }) => {
    const rule =
      citation === undefined
        ? `la regla de la agencia “${name}” (versión ${version})`
        : `la regla “${name}” (versión ${version}), que sigue ${isOpinion ? 'lo que dice sobre la ley el procurador general del estado' : 'la ley'}: ${citation}`;
    if (!isPart) return `El pago de ${amount} se reparte según ${rule}.`;
    return `Una parte del pago, ${amount}, es para deudas de ${rule}.`;
  },
  untouched: ({ name, version, day, what, left }) =>
    `Esta vez no queda nada para las deudas que empezaron el ${day} o después, que tienen la regla “${name}” (versión ${version}): ${what}. Por ellas todavía falta pagar ${left}.`,
  restitution: 'La restitución es dinero que se devuelve a quienes sufrieron el daño.',
  byAssessment: (day) =>
    `Cada deuda conserva la regla del día en que empezó, aunque la regla haya cambiado después. Esta regla es del ${day}.`,
  cases: {
    restitution_first: 'Primero van los casos en los que todavía se debe restitución.',
    oldest_first: 'Primero va el caso más antiguo.',
  },
  nextCase: {
    restitution_first: 'Después van los casos en los que no se debe restitución.',
    oldest_first: 'Después va el caso más antiguo de los que siguen.',
  },
  rounds: {
    due: 'Primero va lo que toca pagar.',
    rest: 'Lo que queda va a lo que todavía no toca pagar.',
  },
  shares: (whole, parts) =>
    `La cantidad de ${whole} se divide en partes: ${parts
      .map(
        ({ percent, amount, what }) =>
          `${percent} (${amount}) para ${what ?? 'un tipo de deuda que aquí no se debe'}`,
      )
      .join('; ')}.`,
  parts: ['primera', 'segunda', 'tercera', 'cuarta'],
  passed: (amount, part, { to, isAll, others }) => {
    const other = others === 1 ? 'para la otra parte' : 'para las otras partes';
    const where = to === 'to_the_other_shares' ? other : 'para lo que sigue';
    return isAll
      ? `La ${part} parte no necesita su dinero: ${amount} ${where}.`
      : `La ${part} parte no necesita todo su dinero: ${amount} ${where}.`;
  },
  passedOn: (amount) => `Todas las partes juntas necesitan menos: el sobrante es de ${amount}.`,
  paid: (amount, what, isFirst) => `${isFirst ? 'Primero' : 'Después'}, ${amount} para ${what}.`,
  outcome(outcome, { left, what, isDue, percent, within }) {
    const still = `De esto todavía ${isDue ? 'toca' : 'falta'} pagar ${left}${within}.`;
    switch (outcome) {
      case 'in_full':
        return isDue
          ? `Con eso queda pagado todo lo que toca pagar de esto${within}.`
          : `Con eso queda pagado por completo${within}.`;
      case 'in_part':
        return still;
      case 'nothing_left':
        return `Esta vez no queda nada para ${what}. ${still}`;
      case 'at_most':
        return `La regla permite para esto como máximo el ${percent} de un pago. ${still}`;
      case 'waits':
        return `Todavía no va nada para ${what}: viene solo después de pagar el mes por completo.`;
      case 'not_collected':
        return `No va nada para ${what}: se toma solo del dinero que trajo una agencia de cobros.`;
    }
  },
  within: { restitution_first: ' en estos casos', oldest_first: ' en este caso', rule: ' según esta regla' },
  notDueYet: (what) => `${what} que todavía no toca pagar`,
  ahead: (left) => `No se puede adelantar más. De esto todavía falta pagar ${left}.`,
  by: {
    balance: 'Se reparte entre varias deudas: cuanto más se debe todavía en una, más recibe.',
    levied:
      'Se reparte entre varias deudas: cuanto más se cobró por una al principio, más recibe, pero nunca más de lo que se debe en ella.',
    ordered:
      'Se reparte entre varias deudas: cuanto más ordenó la corte para una, más recibe, pero nunca más de lo que se debe en ella.',
    equal:
      'Se reparte entre varias deudas en partes iguales, pero ninguna recibe más de lo que se debe en ella.',
  },
  inTurn: {
    order_date: 'Varias deudas se pagan una tras otra; primero la orden más antigua.',
    listed: 'Varias deudas se pagan una tras otra, en el orden de la sentencia.',
  },
  minimum: (amount) => `Nadie recibe menos de ${amount} de un pago, a menos que sea todo lo que se le debe.`,
  since: (amount) =>
    `Después de este cálculo se debía menos. Lo que ya no se pudo usar, ${amount}, queda como saldo a favor.`,
  unapplied: (amount) => `El sobrante es de ${amount}. Queda como saldo a favor.`,
  to: (charges, payees) =>
    `${charges}${` a ${payees}`.replaceAll(/( a| o|,) el /g, (_, before: string) => (before === ' a' ? ' al ' : `${before} al `))}`,
  otherRestitution: 'otra restitución',
};
