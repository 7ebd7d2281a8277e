// Says when a newer mail than those shown has come; the reader decides when the list changes.
const status = document.querySelector('#arrivals');

async function look() {
  const { mails } = await (await fetch(`/api/mails${location.search}`)).json();
  const newest = mails[0]?.id ?? '';
  if (newest === status.dataset.newest || status.dataset.said === newest) return;
  status.dataset.said = newest;
  const link = Object.assign(document.createElement('a'), { href: location.href, textContent: 'Show it' });
  status.replaceChildren('New mail has come. ', link);
}

if (status) setInterval(() => look().catch(() => {}), 2000); // the sandbox may be stopped: then nothing comes
