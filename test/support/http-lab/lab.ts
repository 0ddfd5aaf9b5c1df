import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { answerByPath } from './answers.ts'
import type { LabCertificates } from './certificates.ts'
import { openProxy } from './proxy.ts'
import type { LabProxy } from './proxy.ts'
import { openPort, openServer } from './server.ts'
import type { LabServer } from './server.ts'

/** Servers and proxies on loopback for tests of HTTP clients. All servers answer alike; `answers.ts` says how. */
export interface HttpLab {
  readonly plain: LabServer
  /** On ::1 only; null where this machine has no IPv6 loopback. */
  readonly plainV6: LabServer | null
  readonly secure: LabServer
  /** Asks its clients for a certificate, and does without. */
  readonly secureAsking: LabServer
  readonly secureOtherName: LabServer
  readonly secureExpired: LabServer
  readonly secureStranger: LabServer
  /** Knows secure.lab.test:443, plain.lab.test:80, othername.lab.test:443 and no other name. */
  readonly proxy: LabProxy
  readonly strictProxy: LabProxy
  readonly rudeProxy: LabProxy
  /** A port of 127.0.0.1 on which nothing listens. */
  readonly closedPort: number
  /** A UDP port that counts what comes, and what came. */
  readonly udp: { readonly port: number; packets: number; close(): Promise<void> }
  close(): Promise<void>
}

/** Opens all of it. */
export async function openLab(certificates: LabCertificates): Promise<HttpLab> {
  const secured = (tls: LabCertificates['good']) => openServer(answerByPath, { tls })
  const plain = await openServer(answerByPath)
  const secure = await secured(certificates.good)
  const secureAsking = await openServer(answerByPath, { tls: certificates.good, asksForCertificate: true })
  const secureOtherName = await secured(certificates.otherName)
  const secureExpired = await secured(certificates.expired)
  const secureStranger = await secured(certificates.stranger)
  const plainV6 = await openServer(answerByPath, { address: '::1' }).catch(() => null)
  const ports = new Map([
    ['plain.lab.test:80', plain.port],
    ['secure.lab.test:443', secure.port],
    ['othername.lab.test:443', secureOtherName.port],
  ])
  const proxy = await openProxy(ports, 'obliging')
  const strictProxy = await openProxy(ports, 'wants-password')
  const rudeProxy = await openProxy(ports, 'hangs-up')
  const udp = await openUdp()
  const open = [
    udp,
    plain,
    secure,
    secureAsking,
    secureOtherName,
    secureExpired,
    secureStranger,
    proxy,
    strictProxy,
    rudeProxy,
  ]
  return {
    plain,
    plainV6,
    secure,
    secureAsking,
    secureOtherName,
    secureExpired,
    secureStranger,
    proxy,
    strictProxy,
    rudeProxy,
    udp,
    closedPort: await closedPort(),
    close: async () => {
      await Promise.all([...open, ...(plainV6 ? [plainV6] : [])].map((one) => one.close()))
    },
  }
}

async function closedPort(): Promise<number> {
  const { port, close } = await openPort(createServer(), '127.0.0.1')
  await close()
  return port
}

async function openUdp(): Promise<HttpLab['udp']> {
  const socket = createSocket('udp4')
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  const udp = {
    port: socket.address().port,
    packets: 0,
    close: () => new Promise<void>((done) => socket.close(done)),
  }
  socket.on('message', () => {
    udp.packets += 1
  })
  return udp
}
