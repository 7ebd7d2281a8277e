import type { OfficeCodeWords } from './office-code.ts';

export const es: OfficeCodeWords = {
  have: 'Tengo un código de la oficina',
  title: 'Escriba el código de la oficina',
  lead: 'Se lo dieron en persona en la oficina. Sirve por un día y una sola vez.',
  missing: 'Escriba el código de la oficina.',
  back: 'No tengo un código',
};
