// Shows what the widget tells its host page. An agency would hang its own messages or statistics here.
const names = ['ready', 'step', 'auth', 'payment', 'request', 'locale', 'error'];
const log = document.querySelector('ol#event-log');

for (const name of names) {
  document.addEventListener(`onward-${name}`, (event) => {
    const detail = JSON.stringify(event instanceof CustomEvent ? event.detail : {});
    const line = document.createElement('li');
    for (const text of [event.type, detail]) {
      const code = document.createElement('code');
      code.textContent = text;
      line.append(code, ' ');
    }
    log?.prepend(line);
  });
}
