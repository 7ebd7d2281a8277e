// Says when a newer mail than those shown has come; the reader decides when the list changes.
const arrivals = document.querySelector('p#arrivals');

async function look() {
  const response = await fetch(`/api/newest${location.search}`);
  const newest = await response.text();
  if (!response.ok || newest === '' || newest === arrivals?.getAttribute('data-newest')) return;
  arrivals?.setAttribute('data-newest', newest);
  const link = Object.assign(document.createElement('a'), { href: location.href, textContent: 'Show it' });
  arrivals?.replaceChildren('New mail has come. ', link);
}

// Where the sandbox was stopped nothing comes, and nothing is to be said.
if (arrivals) setInterval(() => void look().catch(() => undefined), 2000);
