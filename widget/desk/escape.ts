/** Esc leaves what was opened. In a list of choices or a calendar it closes only that, as the browser does by itself. */
export const byEscape = (leave: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
  const { target } = event;
  if (target instanceof HTMLSelectElement) return;
  if (target instanceof HTMLInputElement && target.type === 'date') return;
  event.preventDefault();
  leave();
};
