import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { readCall, type RecordedRequest } from './call.ts'
import { Faults } from './faults.ts'
import type { SimulatorOptions } from './options.ts'
import { respond, type Service } from './respond.ts'

/** A running simulator, as far as every provider's has it. */
export interface RunningService {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string
  readonly faults: Faults
  /** Every request in the order it arrived, those that met a fault too. */
  readonly requests: RecordedRequest[]
  /** Stops listening and destroys every connection, hanging ones too. May be called twice. */
  close(): Promise<void>
}

/**
 * Serves a provider's simulator over HTTP, or HTTPS with `tls`, on 127.0.0.1 only.
 *
 * @throws if the port is taken or the key and certificate do not fit.
 */
export async function serve(service: Service, options: SimulatorOptions): Promise<RunningService> {
  const faults = new Faults()
  const requests: RecordedRequest[] = []
  const closing = new AbortController()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request)
    const { method, path, headers, body } = call
    requests.push({ method, path, headers, body })
    await respond(service, call, faults.take(call), response, closing.signal)
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // What rejects here is a client that went away or a simulator that is closing: nobody is left to be told.
    answer(request, response).catch(() => response.destroy())
  }
  const server: Server = options.tls ? createTlsServer({ ...options.tls }, listener) : createServer(listener)
  // An idle connection that ends just as a client picks it for its next request would be a fault nobody asked for.
  server.keepAliveTimeout = 0
  const sockets = trackSockets(server)
  const port = await listen(server, options.port ?? 0)

  return {
    origin: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    faults,
    requests,
    close: () => {
      closing.abort()
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** `closeAllConnections` does not know sockets still in their TLS handshake. */
function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
