import assert from 'node:assert/strict'
import { arrived, ask, echoOf, expectFailure, failureOf, get, NotHere, path } from '../bench.ts'
import type { Bench, Case } from '../bench.ts'

/** Whom TLS trusts. The lab's servers of the known authority are out of reach where it could not be made known. */
export const tlsCases: readonly Case[] = [
  {
    name: 'a certificate of the private authority that this computer trusts is fine',
    run: async (bench) => {
      needTrust(bench)
      const { lab, http } = bench
      for (const host of ['127.0.0.1', 'localhost']) {
        for (const method of ['GET', 'POST'] as const) {
          const echo = echoOf(await http.send(ask(method, `https://${host}:${lab.secure.port}${path('echo')}`)))
          assert.equal(echo.method, method)
        }
      }
    },
  },
  {
    name: 'shows no certificate of its own to a server that asks for one',
    run: async (bench) => {
      needTrust(bench)
      const { http, lab } = bench
      const answer = get(http, lab.secureAsking.origin + path('echo'))
      // Electron 33 gives up where it is asked; later ones go on without.
      const error: unknown = await answer.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (error === undefined) assert.equal(echoOf(await answer).clientCertificate, false)
      else await expectFailure(answer, 'tls', false)
    },
  },
  {
    // Over HTTP/2 and QUIC Chromium repeats some requests by itself.
    name: 'speaks HTTP/1.1 only: offers nothing else, and takes no hint of HTTP/3',
    run: async (bench) => {
      needTrust(bench)
      const { http, lab } = bench
      for (const method of ['GET', 'POST', 'GET', 'POST', 'GET', 'POST'] as const) {
        const url = `${lab.secure.origin}/altsvc/${lab.udp.port}${path('')}`
        assert.equal((await http.send(ask(method, url))).status, 200)
      }
      assert.deepEqual(new Set(lab.secure.offered), new Set(['http/1.1']))
      assert.equal(lab.udp.packets, 0)
    },
  },
  {
    name: 'a write over TLS whose connection ends before the answer is delivered once',
    run: async (bench) => {
      needTrust(bench)
      const { lab, http } = bench
      for (const method of ['POST', 'DELETE', 'POST'] as const) {
        await get(http, lab.secure.origin + path('echo'))
        echoOf(await http.send(ask(method, lab.secure.origin + path('echo'))))
        const target = path('drop')
        await expectFailure(http.send(ask(method, lab.secure.origin + target)), 'dropped', true)
        assert.equal(arrived(lab.secure, target), 1)
      }
    },
  },
  {
    name: 'a certificate of an authority nobody knows: tls, and nothing arrives',
    run: ({ lab, http }) => refusesCertificate(http, lab.secureStranger),
  },
  {
    name: 'a certificate for another name: tls, and nothing arrives',
    run: ({ lab, http }) => refusesCertificate(http, lab.secureOtherName),
  },
  {
    name: 'a certificate that is over: tls, and nothing arrives',
    run: ({ lab, http }) => refusesCertificate(http, lab.secureExpired),
  },
  {
    name: 'a server that speaks no TLS: tls',
    run: async ({ lab, http }) => {
      const url = lab.plain.origin.replace('http:', 'https:') + path('echo')
      assert.equal((await failureOf(get(http, url))).why, 'tls')
    },
  },
]

export function needTrust({ untrusted }: Bench): void {
  if (untrusted !== '') throw new NotHere(untrusted)
}

async function refusesCertificate(http: Bench['http'], server: Bench['lab']['secure']): Promise<void> {
  for (const method of ['GET', 'POST'] as const) {
    await expectFailure(http.send(ask(method, server.origin + path('echo'))), 'tls', false)
  }
  assert.equal(server.arrivals.length, 0)
}
