/** @import { FromFrame, ToFrame } from '../messages.d.ts' */

/** The page that this frame stands in, by the origin it gave; '' when the document is not framed. */
const HOST = parent === window ? '' : (new URLSearchParams(location.search).get('host') ?? '');

/** @param {FromFrame} message */
export function tellHost(message) {
  if (HOST !== '') parent.postMessage(message, HOST);
}

/** Only the embedding page itself is heard. @param {(message: ToFrame) => void} hear */
export function listenToHost(hear) {
  addEventListener('message', (event) => {
    if (event.source === parent && event.origin === HOST) hear(/** @type {ToFrame} */ (event.data));
  });
}
