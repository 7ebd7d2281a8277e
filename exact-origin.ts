/** As a browser writes the origin of a page: it is compared byte for byte, so that a pattern would fit nothing. */
export const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && !text.includes('*') && URL.canParse(text) && new URL(text).origin === text;

/** Does the origin lead to this machine alone? Browsers treat it as safe without TLS. */
export function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
