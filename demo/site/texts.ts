/** What the sample agency's own pages say, a language each. Every part of it is invented. */
export interface Texts {
  lang: 'en' | 'es';
  agency: string;
  phone: string;
  sampleNotice: string;
  skip: string;
  menu: string;
  nav: { pay: string; other: string; hours: string; help: string };
  other: { lang: 'en' | 'es'; path: string; label: string };
  title: string;
  lede: string;
  fallback: string;
  otherWays: { heading: string; items: readonly string[] };
  hours: { heading: string; rows: readonly (readonly [string, string])[]; note: string };
  help: { heading: string; text: string; call: string };
  log: { heading: string; text: string; empty: string };
  /** The page whose style sheet unsets everything. */
  hostile: {
    link: string;
    title: string;
    text: string;
    after: string;
    back: string;
    turn: Record<'ltr' | 'rtl', string>;
  };
  footer: readonly string[];
}

const PHONE = '(555) 555-0142';

/** The phone as a link's target. */
export const telephone = ({ phone }: Pick<Texts, 'phone'>) => `tel:+1${phone.replace(/\D/g, '')}`;

export type SiteTexts = Readonly<Record<'en' | 'es', Texts>>;

export const texts: SiteTexts = {
  en: {
    lang: 'en',
    agency: 'Harbor County Probation (sample)',
    phone: PHONE,
    sampleNotice: 'This is a sample site. The county, the people and the money are invented.',
    skip: 'Skip to the payment form',
    menu: 'On this page',
    nav: { pay: 'Pay online', other: 'Other ways to pay', hours: 'Office hours', help: 'Help' },
    other: { lang: 'es', path: '/es', label: 'Español' },
    title: 'Make a payment',
    lede: 'Pay supervision fees, restitution, drug tests and court costs. You can see what you owe first. Paying online has a service fee; the ways listed under “Other ways to pay” do not.',
    fallback: 'If no payment form opens here, you can still pay by phone, in person or by mail. Call',
    otherWays: {
      heading: 'Other ways to pay, no fee',
      items: [
        'In person: 12 Lighthouse Street, window 3. Cash, money order or cashier’s check.',
        'By mail: money order to Harbor County Probation, PO Box 0142, Harbor Point. Write your agency ID on it.',
        'Through your officer: ask for a payment plan or a fee waiver if you cannot pay.',
      ],
    },
    hours: {
      heading: 'Office hours',
      rows: [
        ['Monday to Thursday', '8:00 AM – 5:00 PM'],
        ['Friday', '8:00 AM – 3:00 PM'],
        ['Saturday, Sunday', 'Closed'],
      ],
      note: 'Closed on county holidays. Payments made online after 5:00 PM are on your record the same day.',
    },
    help: { heading: 'Help', text: 'Questions about what you owe, or about this page?', call: 'Call' },
    log: {
      heading: 'For web developers: what this page hears',
      text: 'The widget tells its host page only these events, without names, amounts or case numbers.',
      empty: 'Nothing yet.',
    },
    hostile: {
      link: 'The same form on a page whose style sheet unsets everything',
      title: 'A hostile page',
      text: 'This page’s style sheet unsets every style, halves the text and pulls it apart. The form below must not care.',
      after: 'The text after the form.',
      back: 'Back to the agency’s page',
      turn: { ltr: 'Write from left to right', rtl: 'Write from right to left' },
    },
    footer: [
      'Harbor County Probation (sample), 12 Lighthouse Street, Harbor Point',
      'An invented agency for trying out Onward.',
    ],
  },
  es: {
    lang: 'es',
    agency: 'Libertad Condicional del Condado Harbor (ejemplo)',
    phone: PHONE,
    sampleNotice: 'Este es un sitio de ejemplo. El condado, las personas y el dinero son inventados.',
    skip: 'Ir al formulario de pago',
    menu: 'En esta página',
    nav: { pay: 'Pagar en línea', other: 'Otras formas de pagar', hours: 'Horario', help: 'Ayuda' },
    other: { lang: 'en', path: '/', label: 'English' },
    title: 'Hacer un pago',
    lede: 'Pague cuotas de supervisión, restitución, pruebas de drogas y costos de la corte. Primero puede ver cuánto debe. Pagar en línea tiene un cargo por servicio; las formas de “Otras formas de pagar” no lo tienen.',
    fallback:
      'Si aquí no se abre el formulario de pago, también puede pagar por teléfono, en persona o por correo. Llame al',
    otherWays: {
      heading: 'Otras formas de pagar, sin cargo',
      items: [
        'En persona: 12 Lighthouse Street, ventanilla 3. Efectivo, giro postal o cheque de caja.',
        'Por correo: giro postal a Harbor County Probation, PO Box 0142, Harbor Point. Escriba en el giro su número de ID.',
        'Con su oficial: pida un plan de pagos o que le perdonen una cuota si no puede pagar.',
      ],
    },
    hours: {
      heading: 'Horario',
      rows: [
        ['Lunes a jueves', '8:00 a.m. – 5:00 p.m.'],
        ['Viernes', '8:00 a.m. – 3:00 p.m.'],
        ['Sábado y domingo', 'Cerrado'],
      ],
      note: 'Cerrado los días festivos del condado. Los pagos en línea después de las 5:00 p.m. quedan en su registro el mismo día.',
    },
    help: {
      heading: 'Ayuda',
      text: '¿Tiene preguntas sobre lo que debe o sobre esta página?',
      call: 'Llame al',
    },
    log: {
      heading: 'Para desarrolladores: lo que oye esta página',
      text: 'El widget solo avisa a la página estos eventos, sin nombres, cantidades ni números de caso.',
      empty: 'Nada todavía.',
    },
    hostile: {
      link: 'El mismo formulario en una página cuya hoja de estilos lo anula todo',
      title: 'Una página hostil',
      text: 'La hoja de estilos de esta página anula todos los estilos, reduce el texto y lo separa. El formulario de abajo no debe notarlo.',
      after: 'El texto después del formulario.',
      back: 'Volver a la página de la agencia',
      turn: { ltr: 'Escribir de izquierda a derecha', rtl: 'Escribir de derecha a izquierda' },
    },
    footer: [
      'Libertad Condicional del Condado Harbor (ejemplo), 12 Lighthouse Street, Harbor Point',
      'Una agencia inventada para probar Onward.',
    ],
  },
};

/** What another invented agency's pages say: its name and phone, and no street that it has not. */
export function textsOf({ name, phone }: { name: string; phone: string }): SiteTexts {
  const own = (of: Texts, items: readonly string[], footer: string): Texts => ({
    ...of,
    agency: name,
    phone,
    otherWays: { ...of.otherWays, items },
    footer: [name, footer],
  });
  return {
    en: own(
      texts.en,
      [
        'In person, at any of our offices.',
        'Through your officer: ask for a payment plan if you cannot pay.',
      ],
      'An invented agency for trying out Onward.',
    ),
    es: own(
      texts.es,
      [
        'En persona, en cualquiera de nuestras oficinas.',
        'Con su oficial: pida un plan de pagos si no puede pagar.',
      ],
      'Una agencia inventada para probar Onward.',
    ),
  };
}
