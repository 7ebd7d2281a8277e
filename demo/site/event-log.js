// Shows what the widget tells its host page. An agency would hang its own analytics or messages here.
const names = ['ready', 'step', 'auth', 'payment', 'request', 'locale', 'error'];
const log = document.querySelector('#event-log');

for (const name of names) {
  document.addEventListener(`onward-${name}`, (event) => {
    const line = document.createElement('li');
    line.append(Object.assign(document.createElement('code'), { textContent: event.type }), ' ');
    line.append(
      Object.assign(document.createElement('code'), { textContent: JSON.stringify(event.detail ?? {}) }),
    );
    log?.prepend(line);
  });
}
