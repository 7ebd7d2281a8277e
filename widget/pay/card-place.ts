let names = 0;

/**
 * Makes a place in the document that is shown in the element's slot `card`: Stripe mounts in no shadow root. An element
 * that stands in shadow roots of the page is led to by a slot in each of them.
 * @returns the place first, then the slots; all go when the form goes
 */
export function placeInDocument(host: Element): [HTMLElement, ...HTMLElement[]] {
  const slots: HTMLElement[] = [];
  let at = host;
  let name = 'card';
  for (let root = at.getRootNode(); root instanceof ShadowRoot; root = at.getRootNode()) {
    const slot = document.createElement('slot');
    slot.slot = name;
    slot.name = name = `onward-card-${++names}`;
    at.append(slot);
    slots.push(slot);
    at = root.host;
  }
  const place = document.createElement('div');
  place.slot = name;
  place.style.setProperty('display', 'block', 'important'); // whatever the page says of every element
  at.append(place);
  return [place, ...slots];
}
