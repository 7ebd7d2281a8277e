import { SMTPServer } from 'smtp-server';
import type { MailStore } from './store.ts';

const LARGEST_BYTES = 5 * 1024 * 1024;

/**
 * An SMTP server on loopback that keeps each mail and delivers none.
 * A mail is acknowledged only once it is on disk.
 * @throws {Error} EADDRINUSE and the like
 */
export async function startSmtp(options: {
  port: number;
  store: MailStore;
}): Promise<{ url: string; close(): Promise<void> }> {
  const { port, store } = options;
  const server = new SMTPServer({
    banner: 'Onward mail sandbox',
    size: LARGEST_BYTES,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('error', done);
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('Too large'), { responseCode: 552 }));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        store.keep(Buffer.concat(chunks), recipients).then((id) => done(null, `Kept as ${id}`), done);
      });
    },
  });
  server.on('error', () => {}); // a client that hung up; `listen` reports its own
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.server.address();
  const bound = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
