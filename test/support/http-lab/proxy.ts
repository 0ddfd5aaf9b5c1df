import { createServer, request as sendOn } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { openPort } from './server.ts'

/** An HTTP proxy on loopback. It knows no DNS: only the names it was given. */
export interface LabProxy {
  /** As proxy settings want it: http://127.0.0.1:port. */
  readonly url: string
  /** Method, target and headers of everything it was asked, as they arrived. */
  readonly asked: { readonly method: string; readonly target: string; readonly head: string }[]
  close(): Promise<void>
}

export type LabProxyMood = 'obliging' | 'wants-password' | 'hangs-up'

/**
 * Opens a proxy.
 * @param ports the loopback port for each `host:port` it can reach; everything else it answers with 502
 */
export async function openProxy(ports: ReadonlyMap<string, number>, mood: LabProxyMood): Promise<LabProxy> {
  const asked: LabProxy['asked'] = []
  const note = ({ method = '', url = '', rawHeaders }: IncomingMessage): void => {
    asked.push({ method, target: url, head: rawHeaders.join('\n') })
  }

  const forward = (request: IncomingMessage, response: ServerResponse): void => {
    note(request)
    if (mood === 'hangs-up') return void request.socket.destroy()
    if (mood === 'wants-password') {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="lab proxy"' }).end()
      return
    }
    const { hostname, port, pathname, search } = new URL(request.url ?? '')
    const known = ports.get(`${hostname}:${port || '80'}`)
    if (known === undefined) return void response.writeHead(502).end()
    const { method, headers } = request
    const onward = sendOn({ host: '127.0.0.1', port: known, method, path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  }

  const tunnel = (request: IncomingMessage, socket: Socket): void => {
    note(request)
    if (mood === 'hangs-up') return void socket.destroy()
    if (mood === 'wants-password') {
      const challenge = 'Proxy-Authenticate: Basic realm="lab proxy"'
      return void socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${challenge}\r\nContent-Length: 0\r\n\r\n`)
    }
    const known = ports.get(request.url ?? '')
    if (known === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')
    const onward = connect(known, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  }

  const server = createServer(forward)
  server.on('connect', tunnel)
  const { port, close } = await openPort(server, '127.0.0.1')
  return { url: `http://127.0.0.1:${port}`, asked, close }
}
