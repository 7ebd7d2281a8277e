import type { OfficeCodeWords } from './office-code.ts';

export const es: OfficeCodeWords = {
  have: 'Tengo un código de la oficina',
  title: 'Escriba el código de la oficina',
  lead: 'El personal se lo dio en persona. Sirve un día y una sola vez.',
  missing: 'Escriba el código de la oficina.',
  back: 'No tengo código',
};
