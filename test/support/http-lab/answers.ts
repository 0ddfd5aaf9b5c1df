import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { hasClientCertificate } from './server.ts'
import type { Answer } from './server.ts'

/** Text with characters of one to four bytes in UTF-8. */
export const umlauts = 'Zugangsschlüssel – ключ – 鍵 – 🔑'

/** How many bytes /zeros has once it is unpacked. */
export const unpackedZeros = 4_000_000

/** Every byte there is, with what UTF-8 cannot have among it. */
export const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte)

/** What the lab's servers do, by the first part of the path; the rest of it makes a request distinct. */
const answers: Readonly<Record<string, Answer>> = {
  echo: ({ method, target, headers, body, connection }, response, request) => {
    const clientCertificate = hasClientCertificate(request)
    response.setHeader('content-type', 'application/json')
    response.setHeader('x-two', ['one', 'two'])
    response.end(JSON.stringify({ method, target, headers, body, connection, clientCertificate }))
  },
  cookie: (_arrival, response) => {
    response.setHeader('set-cookie', ['session=EXAMPLE; Path=/', 'other=EXAMPLE; Path=/; Max-Age=1000'])
    response.end('{}')
  },
  cached: (_arrival, response) => {
    response.setHeader('cache-control', 'public, max-age=1000')
    response.end('kept')
  },
  // Tells of a QUIC server on a port of this host.
  altsvc: ({ target }, response) => {
    response.setHeader('alt-svc', `h3=":${target.split('/')[2]}"; ma=1000`)
    response.end('there is another way')
  },
  empty: (_arrival, response) => response.writeHead(204).end(),
  umlauts: (_arrival, response) => response.end(umlauts),
  bytes: (_arrival, response) => response.end(everyByte),
  packedbytes: (_arrival, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(everyByte)),
  packed: (_arrival, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(umlauts)),
  // Every server may answer in Brotli or not at all packed; only what both adapters ask for is used here.
  zeros: (_arrival, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(unpackedZeros))),
  mispacked: (_arrival, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
  status: ({ target }, response) => {
    const status = Number(target.split('/')[2])
    if (status === 401) response.setHeader('www-authenticate', 'Basic realm="lab"')
    if (status === 407) response.setHeader('proxy-authenticate', 'Basic realm="lab"')
    if (status === 429) response.setHeader('retry-after', '7')
    response.writeHead(status).end(`said ${status}`)
  },
  redirect: ({ target }, response) =>
    response.writeHead(Number(target.split('/')[2]), { location: `/echo/redirected${target}` }).end('moved'),
  nowhere: (_arrival, response) => response.writeHead(302).end('moved, and no word where to'),
  hints: (_arrival, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' })
    response.end('after the hints')
  },
  endless: (_arrival, response) => pour(response),
  longheader: (_arrival, response) => response.writeHead(200, { 'x-long': 'a'.repeat(300_000) }).end(),
  wideheader: (_arrival, response) => response.writeHead(200, { 'x-wide': 'a'.repeat(60_000) }).end('fits'),
  hang: () => {},
  trickle: (_arrival, response) => {
    const drop = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(drop))
  },
  drop: (_arrival, _response, { socket }) => socket.destroy(),
  reset: (_arrival, _response, { socket }) => socket.resetAndDestroy(),
  half: (_arrival, response, { socket }) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('only this', () => socket.destroy())
  },
  halfchunked: (_arrival, response, { socket }) => response.write('only this', () => socket.destroy()),
  gibberish: (_arrival, _response, { socket }) => socket.end('SSH-2.0-EXAMPLE\r\n'),
}

/** The one answer of every lab server. */
export const answerByPath: Answer = (arrival, response, request) => {
  const { pathname } = new URL(arrival.target, 'http://lab.test')
  const answer = answers[pathname.split('/')[1] ?? '']
  if (answer) answer(arrival, response, request)
  else response.writeHead(404).end()
}

/** Writes for as long as someone reads. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(16_384, '.')
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', more)
  more()
}
