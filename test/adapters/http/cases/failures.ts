import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { unpackedZeros } from '#test/support/http-lab/answers'
import { arrived, ask, canary, expectFailure, get, path } from '../bench.ts'
import type { Case } from '../bench.ts'

const short = { timeoutMs: 400 }

/** Ways to break an answer, by the lab's names for them. */
const broken = {
  drop: 'a connection that ends before the answer',
  reset: 'a connection that is reset before the answer',
  half: 'a connection that ends within a body of known length',
  halfchunked: 'a connection that ends within a chunked body',
  gibberish: 'an answer that is no HTTP',
  mispacked: 'a body that cannot be unpacked',
} as const

/** No whole answer, and why. */
export const failureCases: readonly Case[] = [
  ...([300, 301, 302, 303, 307, 308].map((status) => ({
    name: `refuses a redirect by ${status} and never calls its target`,
    run: async ({ lab, http }) => {
      for (const method of ['GET', 'POST', 'DELETE'] as const) {
        const target = `/redirect/${status}${path('')}`
        await expectFailure(http.send(ask(method, lab.plain.origin + target)), 'redirected', true)
        assert.equal(arrived(lab.plain, target), 1)
        assert.equal(arrived(lab.plain, `/echo/redirected${target}`), 0)
      }
    },
  })) satisfies readonly Case[]),
  {
    name: 'a 302 that says no place is an answer',
    run: async ({ lab, http }) => assert.equal((await get(http, lab.plain.origin + path('nowhere'))).status, 302),
  },
  {
    name: 'cuts a body off at its limit and hangs up',
    run: async ({ lab, http }) => {
      const target = path('endless')
      await expectFailure(get(http, lab.plain.origin + target, { maxBytes: 100_000 }), 'too-large', true)
      await (
        await lab.plain.arrival(target)
      ).gone
    },
  },
  {
    name: 'takes a body of exactly the limit, and no byte more',
    run: async ({ lab, http }) => {
      const url = `${lab.plain.origin}/status/404`
      assert.equal((await get(http, url, { maxBytes: 8 })).body, 'said 404')
      await expectFailure(get(http, url, { maxBytes: 7 }), 'too-large', true)
    },
  },
  {
    name: 'counts the bytes of a packed body as they are unpacked',
    run: async ({ lab, http }) => {
      const url = lab.plain.origin + path('zeros')
      await expectFailure(get(http, url, { maxBytes: unpackedZeros - 1 }), 'too-large', true)
      assert.equal((await get(http, url, { maxBytes: unpackedZeros })).body.length, unpackedZeros)
    },
  },
  {
    name: 'headers without end are too large',
    run: ({ lab, http }) => expectFailure(get(http, lab.plain.origin + path('longheader')), 'too-large', true),
  },
  {
    name: 'a server that never answers: timeout, and hangs up',
    run: async ({ lab, http }) => {
      for (const method of ['GET', 'POST'] as const) {
        const target = path('hang')
        await expectFailure(http.send(ask(method, lab.plain.origin + target, short)), 'timeout', true)
        await (
          await lab.plain.arrival(target)
        ).gone
      }
    },
  },
  {
    name: 'a body that trickles in is over when the time is: timeout',
    run: async ({ lab, http }) => {
      const target = path('trickle')
      await expectFailure(get(http, lab.plain.origin + target, short), 'timeout', true)
      await (
        await lab.plain.arrival(target)
      ).gone
    },
  },
  {
    name: 'cancelled before it is sent: nothing arrives',
    run: async ({ lab, http }) => {
      for (const method of ['GET', 'POST'] as const) {
        const target = path('echo')
        const request = ask(method, lab.plain.origin + target, { signal: AbortSignal.abort() })
        await expectFailure(http.send(request), 'cancelled', false)
        assert.equal(arrived(lab.plain, target), 0)
      }
    },
  },
  {
    name: 'cancelled while it waits for an answer: hangs up',
    run: async ({ lab, http }) => {
      for (const method of ['GET', 'POST'] as const) {
        const target = path('hang')
        const cancel = new AbortController()
        const answer = http.send(ask(method, lab.plain.origin + target, { signal: cancel.signal }))
        const failure = expectFailure(answer, 'cancelled', true)
        const arrival = await lab.plain.arrival(target)
        cancel.abort(new Error(canary))
        await failure
        await arrival.gone
      }
    },
  },
  {
    name: 'cancelled in the middle of a body: hangs up',
    run: async ({ lab, http }) => {
      const target = path('trickle')
      const cancel = new AbortController()
      const failure = expectFailure(get(http, lab.plain.origin + target, { signal: cancel.signal }), 'cancelled', true)
      const arrival = await lab.plain.arrival(target)
      cancel.abort()
      await failure
      await arrival.gone
    },
  },
  {
    name: 'cancelled after the answer: nothing happens',
    run: async ({ lab, http }) => {
      const cancel = new AbortController()
      const { status } = await get(http, lab.plain.origin + path('echo'), { signal: cancel.signal })
      cancel.abort()
      assert.equal(status, 200)
    },
  },
  {
    name: 'nobody listens: refused',
    run: async ({ lab, http }) => {
      for (const host of ['127.0.0.1', 'localhost']) {
        await expectFailure(get(http, `http://${host}:${lab.closedPort}/`), 'refused', false)
        await expectFailure(http.send(ask('POST', `http://${host}:${lab.closedPort}/`)), 'refused', false)
      }
    },
  },
  {
    name: 'a name that does not exist: unknown host, or offline where there is no network',
    run: async ({ http }) => {
      const online = Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal))
      await expectFailure(get(http, 'https://keyrack-lab.invalid/'), online ? 'unknown-host' : 'offline', false)
    },
  },
  ...(Object.entries(broken).map(([answer, what]) => ({
    name: `${what}: dropped`,
    run: async ({ lab, http }) => {
      for (const method of ['GET', 'POST'] as const) {
        await expectFailure(http.send(ask(method, lab.plain.origin + path(answer))), 'dropped', true)
      }
    },
  })) satisfies readonly Case[]),
  {
    name: 'a 407 from a server that is no proxy is a proxy failure, and the server had the request',
    run: ({ lab, http }) => expectFailure(get(http, `${lab.plain.origin}/status/407`), 'proxy', true),
  },
  {
    name: 'refuses what cannot be sent, and shows nothing of it',
    run: async ({ lab, http }) => {
      const target = path('echo')
      const url = lab.plain.origin + target
      const bad = (headers: Record<string, string>) => http.send(ask('POST', url, { headers }))
      await expectFailure(bad({ authorization: `Bearer ${canary}\n` }), 'refused', false)
      await expectFailure(bad({ authorization: `Bearer ${canary}é` }), 'refused', false)
      await expectFailure(bad({ [`bad ${canary}`]: 'x' }), 'refused', false)
      await expectFailure(bad({ host: canary }), 'refused', false)
      await expectFailure(bad({ 'Content-Length': '1' }), 'refused', false)
      await expectFailure(get(http, url.replace('://', `://user:${canary}@`)), 'refused', false)
      await expectFailure(get(http, `file:///${canary}`), 'refused', false)
      await expectFailure(get(http, canary), 'refused', false)
      assert.equal(arrived(lab.plain, target), 0)
    },
  },
]
