import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** The policy that the api serves the desk under. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Desk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><script type="module" src="/desk/assets/onward-desk.js"></script></head>
<body><onward-desk></onward-desk></body></html>`;

/** What a procedure answers: a result, an error as tRPC words it, or a connection cut. */
export type Reply = { result: unknown } | { error: string; status: number; requestId?: string } | 'cut';

type Procedure = 'signIn' | 'refresh' | 'signOut' | 'searchPayments' | 'paymentStory';
type Input = Record<string, unknown>;

export interface Call {
  procedure: string;
  input: Input;
  headers: IncomingMessage['headers'];
  url: string;
}

/** The api's own origin as the desk sees it, with answers that a test gives. */
export class DeskServer {
  readonly calls: Call[] = [];
  readonly replies: Partial<Record<Procedure, (input: Input, call: Call) => Reply | Promise<Reply>>> = {};
  readonly #script: string;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(script: string) {
    this.#script = script;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Inputs of the calls of one procedure so far. */
  asked(procedure: Procedure): Input[] {
    return this.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const { method, url = '' } = request;
    if (url === '/desk') {
      response.setHeader('content-security-policy', POLICY);
      return response.setHeader('content-type', 'text/html').end(PAGE);
    }
    if (url === '/desk/assets/onward-desk.js') {
      return response.setHeader('content-type', 'text/javascript').end(this.#script);
    }
    const procedure = url.match(/^\/trpc\/staff\.(\w+)$/)?.[1];
    if (method !== 'POST' || procedure === undefined) return response.writeHead(404).end();
    const call = { procedure, input: (await json(request)) as Input, headers: request.headers, url };
    this.calls.push(call);
    const reply = await this.replies[procedure as Procedure]?.(call.input, call);
    return reply === undefined ? response.writeHead(404).end() : send(response, reply);
  }
}

function send(response: ServerResponse, reply: Reply) {
  if (reply === 'cut') return response.destroy();
  response.setHeader('content-type', 'application/json');
  if ('result' in reply) return response.end(JSON.stringify({ result: { data: reply.result } }));
  const { error: code, status: httpStatus, requestId = 'req-7f3a' } = reply;
  const error = { message: 'no', code: -32_000, data: { code, httpStatus, requestId } };
  return response.writeHead(httpStatus).end(JSON.stringify({ error }));
}
