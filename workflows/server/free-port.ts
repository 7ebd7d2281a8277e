import { createServer } from 'node:net';

/**
 * A TCP port on 127.0.0.1 that is free right now.
 * @param port 0: any
 * @returns null if the asked one is taken
 */
export function freePort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
