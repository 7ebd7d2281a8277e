import { expect, test } from 'vitest';
import { passwordChangedMail, resetMail } from './mail.ts';

test.each(['en', 'es'])(
  'in %s, the link for a new password can be followed in either form of the mail',
  (tag) => {
    const url = 'https://a.example/pay?a=1&b=2#onward-reset=token';
    const { text, html } = resetMail(tag, { agencyName: 'Sample <County>', url });
    expect(text.split('\n')).toContain(url);
    expect(html).toContain('<a href="https://a.example/pay?a=1&amp;b=2#onward-reset=token">');
    expect(html).not.toContain('<County>');
  },
);

test.each(['en', 'es'])('in %s, who did not change the password is told whom to call', (tag) => {
  const { text } = passwordChangedMail(tag, { agencyName: 'Muestra', phone: '555-0142' });
  expect(text).toContain('555-0142');
});
