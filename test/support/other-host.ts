import { createServer, type Server } from 'node:http';

/** Another host on this machine, which writes down all that it is sent. */
export class Elsewhere {
  /** Each request's first line, headers and body. */
  readonly heard: string[] = [];
  readonly #server: Server;

  /**
   * @param answer what it answers to a request of this path; `undefined` is a 404
   * @param tellsSize whether it tells how long an answer is before it sends it
   * @param typeOf the media type of what it answers
   */
  constructor(
    answer: (path: string) => string | undefined = () => '{}',
    tellsSize = true,
    typeOf: (path: string) => string | undefined = () => undefined,
  ) {
    this.#server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { method, url, rawHeaders } = incoming;
        this.heard.push([method, url, ...rawHeaders, Buffer.concat(chunks).toString('utf8')].join('\n'));
        const text = answer(url ?? '');
        const type = typeOf(url ?? '');
        outgoing.writeHead(text === undefined ? 404 : 200, {
          ...(tellsSize && text !== undefined && { 'content-length': Buffer.byteLength(text) }),
          ...(type !== undefined && { 'content-type': type }),
        });
        outgoing.end(text);
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get url(): string {
    const address = this.#server.address();
    // Another name than the sandbox's, so that it is another host by every measure.
    return typeof address === 'object' && address ? `http://localhost:${address.port}` : '';
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
