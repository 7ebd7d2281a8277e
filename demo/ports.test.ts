import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { assertFree, freePorts, PortTaken } from './ports.ts';

test('free ports are five different ones, outside those that outgoing connections take', async () => {
  const ports = Object.values(await freePorts());
  expect(new Set(ports).size).toBe(5);
  expect(ports.every((port) => port >= 20_000 && port < 32_000)).toBe(true);
});

test('a port that somebody listens on is refused', async () => {
  const ports = await freePorts();
  await expect(assertFree(ports, 'site')).resolves.toBeUndefined();
  const server = createServer();
  await new Promise<void>((listening) => server.listen(ports.site, '127.0.0.1', listening));
  await expect(assertFree(ports, 'site')).rejects.toThrow(PortTaken);
  server.close();
});
