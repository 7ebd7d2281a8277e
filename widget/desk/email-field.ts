import { textField } from '../ui/fields.ts';
import { words } from './words.ts';

const w = words.signIn;

/** The address with which somebody signs in; password managers know it by its name. */
export const emailField = (value: string, error: string | undefined) =>
  textField({
    name: 'username',
    label: w.email,
    type: 'email',
    inputmode: 'email',
    autocomplete: 'username',
    value,
    error,
    errorPrefix: w.error,
  });
