import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { ServerCertificate } from './certificates.ts'

/** A request as it arrived, with what a test may want to know of its connection. */
export interface Arrival {
  readonly method: string
  /** Path and query as sent; the whole URL where a proxy is spoken to. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Counts the server's connections from 1. */
  readonly connection: number
  /** Settles when the connection is gone. */
  readonly gone: Promise<void>
}

/** Answers one request, or leaves it hanging, or breaks the connection. */
export type Answer = (arrival: Arrival, response: ServerResponse, request: IncomingMessage) => void

/** A server on a loopback address. */
export interface LabServer {
  readonly port: number
  readonly origin: string
  readonly arrivals: Arrival[]
  /** The protocols that clients offered in each TLS handshake, joined. */
  readonly offered: readonly string[]
  /** Waits until a request for this target has arrived. */
  arrival(target: string): Promise<Arrival>
  close(): Promise<void>
}

export interface LabServerOptions {
  readonly address?: '127.0.0.1' | '::1'
  readonly tls?: ServerCertificate
  readonly asksForCertificate?: boolean
}

/**
 * Opens a server that answers by `answer`. It says `keep-alive` to everyone, also to who asked for the connection to be
 * closed: that is allowed to no server and done by some, and a client that trusts in being obeyed should be found out.
 */
export async function openServer(answer: Answer, options: LabServerOptions = {}): Promise<LabServer> {
  const arrivals: Arrival[] = []
  const waiting: { target: string; found: (arrival: Arrival) => void }[] = []
  const numbers = new WeakMap<Socket, number>()
  const offered: string[] = []
  let connections = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request
    let connection = numbers.get(socket)
    if (connection === undefined) numbers.set(socket, (connection = ++connections))
    const gone = new Promise<void>((done) => socket.once('close', () => done()))
    const body = await readText(request)
    const { method = '', url: target = '', headers } = request
    const arrival: Arrival = { method, target, headers, body, connection, gone }
    arrivals.push(arrival)
    for (const one of waiting.filter((waiter) => waiter.target === target)) one.found(arrival)
    response.setHeader('connection', 'keep-alive')
    answer(arrival, response, request)
  }
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // What rejects here is a client that broke off while it was sending.
    handle(request, response).catch(() => request.socket.destroy())
  }
  const chooseProtocol = ({ protocols }: { protocols: string[] }): string => {
    offered.push(protocols.join())
    return 'http/1.1'
  }
  const asking = { requestCert: options.asksForCertificate ?? false, rejectUnauthorized: false }
  const server: Server = options.tls
    ? createTlsServer({ ...options.tls, ...asking, ALPNCallback: chooseProtocol }, listener)
    : createServer(listener)
  server.keepAliveTimeout = 0
  const address = options.address ?? '127.0.0.1'
  const { port, close } = await openPort(server, address)
  const host = address === '::1' ? '[::1]' : address
  return {
    port,
    origin: `${options.tls ? 'https' : 'http'}://${host}:${port}`,
    arrivals,
    offered,
    arrival: (target) =>
      new Promise((found) => {
        const there = arrivals.find((arrival) => arrival.target === target)
        if (there) found(there)
        else waiting.push({ target, found })
      }),
    close,
  }
}

/** True when the client of this request showed a certificate. */
export function hasClientCertificate(request: IncomingMessage): boolean {
  const { socket } = request
  return socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0
}

/** Makes a server listen on a free port and gives what ends it together with all its connections. */
export async function openPort(
  server: TcpServer,
  address: string,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(0, address, done)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
