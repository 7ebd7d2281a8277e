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
  holdStyles(place);
  at.append(place);
  return [place, ...slots];
}

/**
 * What Stripe says of its own frame, above all how high it is, holds on a page that says `!important` of every element:
 * else its form is cut off at 150 px.
 */
function holdStyles(place: Element): void {
  const hold = () => {
    for (const { style } of place.querySelectorAll<HTMLElement>('[style]'))
      for (const name of style)
        if (!style.getPropertyPriority(name))
          style.setProperty(name, style.getPropertyValue(name), 'important');
  };
  new MutationObserver(hold).observe(place, { subtree: true, childList: true, attributeFilter: ['style'] });
}
