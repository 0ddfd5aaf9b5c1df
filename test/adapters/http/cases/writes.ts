import assert from 'node:assert/strict'
import type { HttpFetch } from '#main/ports/http'
import { arrived, ask, echoOf, expectFailure, get, path } from '../bench.ts'
import type { Case } from '../bench.ts'

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/** A write goes out once. Servers of the lab keep every connection, so a client that reuses one for a write meets it here. */
export const writeCases: readonly Case[] = [
  {
    name: 'reads use connections again',
    run: async ({ lab, http }) => {
      const used = new Set<number>()
      for (let time = 0; time < 10; time += 1) {
        used.add(echoOf(await get(http, lab.plain.origin + path('echo'))).connection)
      }
      assert.ok(used.size < 10, `${used.size} connections for 10 reads`)
    },
  },
  {
    name: 'every write has a connection that no request was on before',
    run: async ({ lab, http }) => {
      const used = new Set(lab.plain.arrivals.map(({ connection }) => connection))
      for (const method of [...writes, ...writes]) {
        const { connection } = echoOf(await http.send(ask(method, lab.plain.origin + path('echo'))))
        assert.ok(!used.has(connection), `${method} went over a used connection`)
        used.add(connection)
      }
    },
  },
  ...writes.flatMap((method) => [once(method, 'drop'), once(method, 'reset')]),
  {
    name: 'writes at once whose connections all break are each delivered once',
    run: async ({ lab, http }) => {
      await warmUp(http, lab.plain.origin)
      const targets = Array.from({ length: 12 }, () => path('drop'))
      await Promise.all(
        targets.map((target) => expectFailure(http.send(ask('POST', lab.plain.origin + target)), 'dropped', true)),
      )
      for (const target of targets) assert.equal(arrived(lab.plain, target), 1)
    },
  },
  {
    name: 'a write that was cancelled is not delivered later by the next one',
    run: async ({ lab, http }) => {
      for (let time = 0; time < 10; time += 1) {
        const [given, kept] = [path('hang'), path('drop')]
        const cancel = new AbortController()
        const answer = http.send(ask('POST', lab.plain.origin + given, { signal: cancel.signal }))
        const failure = expectFailure(answer, 'cancelled', true)
        await lab.plain.arrival(given)
        cancel.abort()
        await failure
        await expectFailure(http.send(ask('DELETE', lab.plain.origin + kept)), 'dropped', true)
        assert.deepEqual([arrived(lab.plain, given), arrived(lab.plain, kept)], [1, 1])
      }
    },
  },
  {
    name: 'more writes than run at once: all are delivered, none is lost by a hanging one before it',
    run: async ({ lab, http }) => {
      const hanging = Array.from({ length: 4 }, () => ask('POST', lab.plain.origin + path('hang'), { timeoutMs: 300 }))
      const fine = Array.from({ length: 8 }, () => ask('POST', lab.plain.origin + path('echo')))
      const [timedOut, answered] = await Promise.all([
        Promise.allSettled(hanging.map((request) => expectFailure(http.send(request), 'timeout', true))),
        Promise.all(fine.map(async (request) => echoOf(await http.send(request)).target)),
      ])
      assert.deepEqual(
        timedOut.map(({ status }) => status),
        hanging.map(() => 'fulfilled'),
      )
      assert.deepEqual(
        answered.map((target) => lab.plain.origin + target),
        fine.map(({ url }) => url),
      )
    },
  },
  {
    name: 'writes that are cancelled together with those they wait for leave the way free',
    run: async ({ lab, http }) => {
      const cancel = new AbortController()
      const targets = Array.from({ length: 10 }, () => path('hang'))
      const failures = targets.map(async (target) => {
        const request = ask('POST', lab.plain.origin + target, { signal: cancel.signal })
        const error: unknown = await http.send(request).catch((reason: unknown) => reason)
        return error instanceof Error ? error.message : 'no error'
      })
      await lab.plain.arrival(targets[0] ?? '')
      cancel.abort()
      assert.deepEqual(
        await Promise.all(failures),
        targets.map(() => 'HTTP: cancelled'),
      )
      echoOf(await http.send(ask('POST', lab.plain.origin + path('echo'))))
    },
  },
]

function once(method: (typeof writes)[number], answer: 'drop' | 'reset'): Case {
  const how = answer === 'drop' ? 'ends' : 'is reset'
  return {
    name: `a ${method} whose connection ${how} before the answer is delivered once`,
    run: async ({ lab, http }) => {
      for (let time = 0; time < 3; time += 1) {
        await warmUp(http, lab.plain.origin)
        const target = path(answer)
        const body = method === 'DELETE' ? {} : { body: '{"name":"EXAMPLE"}' }
        await expectFailure(http.send(ask(method, lab.plain.origin + target, body)), 'dropped', true)
        assert.equal(arrived(lab.plain, target), 1)
      }
    },
  }
}

/** Leaves connections open from reads and from writes. */
async function warmUp(http: HttpFetch, origin: string): Promise<void> {
  await Promise.all([get(http, origin + path('echo')), get(http, origin + path('echo'))])
  await Promise.all(writes.map((method) => http.send(ask(method, origin + path('echo')))))
}
