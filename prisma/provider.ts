/** The two databases that the product runs on. */
export type Provider = 'sqlite' | 'postgresql';

/** Which one a URL names; what is no `postgresql://` is SQLite's to refuse. */
export const providerOf = (url: string): Provider =>
  /^postgres(ql)?:\/\//.test(url) ? 'postgresql' : 'sqlite';
