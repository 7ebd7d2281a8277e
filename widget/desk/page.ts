/** The desk is the whole page: no margin around it, and the browser's own surfaces follow the system's theme. */
export function takePage(page: Document): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':root { color-scheme: light dark; } body { margin: 0; }');
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}
