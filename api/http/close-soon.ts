import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const LOOK_MS = 50;

/**
 * Have a server's close wait for what is being answered, and for nothing else. Node lets go of connections that are
 * idle as it closes. One that is answered a moment later would be kept for its next request, 72 seconds by default; one
 * on which nothing was asked yet, as browsers open them ahead, for a minute.
 */
export function closeSoon(app: FastifyInstance): void {
  const { server } = app;
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  app.addHook('preClose', async () => {
    if (!server.listening) return; // then it tells nobody that it has closed
    const looking = setInterval(() => {
      unused.forEach((socket) => socket.destroy());
      server.closeIdleConnections();
    }, LOOK_MS);
    server.once('close', () => clearInterval(looking));
  });
}
