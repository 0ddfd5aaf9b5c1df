import assert from 'node:assert/strict'
import { everyByte, umlauts } from '#test/support/http-lab/answers'
import { arrived, ask, canary, echoOf, expectFailure, get, path } from '../bench.ts'
import type { Case } from '../bench.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** What is sent arrives, and what is answered comes back. */
export const answerCases: readonly Case[] = [
  ...(methods.map((method) => ({
    name: `${method} sends method, path, query, headers and body as given`,
    run: async ({ lab, http }) => {
      const body = method === 'GET' ? undefined : JSON.stringify({ name: umlauts })
      const headers = { Authorization: `token ${canary}`, 'content-type': 'application/json', accept: 'text/x-lab' }
      const target = `${path('echo')}?a=1&b=%20%2F`
      const request = ask(method, `${lab.plain.origin}${target}#not-sent`, { headers, ...(body && { body }) })
      const echo = echoOf(await http.send(request))
      assert.deepEqual(
        { method: echo.method, target: echo.target, body: echo.body },
        { method, target, body: body ?? '' },
      )
      assert.equal(echo.headers['authorization'], `token ${canary}`)
      assert.equal(echo.headers['content-type'], 'application/json')
      assert.equal(echo.headers['accept'], 'text/x-lab')
    },
  })) satisfies readonly Case[]),
  {
    name: 'a POST and a DELETE without a body arrive without one',
    run: async ({ lab, http }) => {
      for (const method of ['POST', 'DELETE'] as const) {
        const echo = echoOf(await http.send(ask(method, lab.plain.origin + path('echo'))))
        assert.equal(echo.body, '')
        assert.equal(echo.headers['transfer-encoding'], undefined)
      }
    },
  },
  {
    name: 'says Keyrack as its user agent, unless told otherwise',
    run: async ({ lab, http }) => {
      const own = echoOf(await get(http, lab.plain.origin + path('echo')))
      assert.equal(own.headers['user-agent'], 'Keyrack')
      const told = echoOf(await get(http, lab.plain.origin + path('echo'), { headers: { 'user-agent': 'lab/1' } }))
      assert.equal(told.headers['user-agent'], 'lab/1')
    },
  },
  {
    name: 'gives status and headers in lower case, several values joined',
    run: async ({ lab, http }) => {
      const { headers } = await get(http, lab.plain.origin + path('echo'))
      assert.equal(headers['content-type'], 'application/json')
      assert.equal(headers['x-two'], 'one, two')
      assert.deepEqual(
        Object.keys(headers).filter((name) => name !== name.toLowerCase()),
        [],
      )
    },
  },
  {
    name: 'gives 204 with an empty body',
    run: async ({ lab, http }) => {
      const { status, body } = await http.send(ask('DELETE', lab.plain.origin + path('empty')))
      assert.deepEqual({ status, body }, { status: 204, body: '' })
    },
  },
  {
    name: 'reads a body as UTF-8',
    run: async ({ lab, http }) => assert.equal((await get(http, lab.plain.origin + path('umlauts'))).body, umlauts),
  },
  {
    name: 'unpacks gzip, and says nothing of the packing',
    run: async ({ lab, http }) => {
      const { body, headers } = await get(http, lab.plain.origin + path('packed'))
      assert.equal(body, umlauts)
      assert.equal(headers['content-encoding'], undefined)
      assert.equal(headers['content-length'], undefined)
    },
  },
  {
    name: 'gives a body as bytes where they are asked for, unpacked and unchanged, with its limit in bytes',
    run: async ({ lab, http }) => {
      for (const kind of ['bytes', 'packedbytes']) {
        const { bytes, body } = await get(http, lab.plain.origin + path(kind), { binary: true, maxBytes: 256 })
        assert.deepEqual({ bytes: [...(bytes ?? [])], body }, { bytes: [...everyByte], body: '' })
        const short = get(http, lab.plain.origin + path(kind), { binary: true, maxBytes: 255 })
        await expectFailure(short, 'too-large', true)
      }
      const empty = await get(http, lab.plain.origin + path('empty'), { binary: true })
      assert.deepEqual({ bytes: empty.bytes?.length, body: empty.body }, { bytes: 0, body: '' })
      assert.equal('bytes' in (await get(http, lab.plain.origin + path('bytes'))), false)
    },
  },
  {
    name: 'keeps no cookie: none is sent with the next read or write, none is shown',
    run: async ({ lab, http }) => {
      for (const method of ['GET', 'POST'] as const) {
        const { headers } = await http.send(ask(method, lab.plain.origin + path('cookie')))
        assert.equal(headers['set-cookie'], undefined)
      }
      for (const method of ['GET', 'GET', 'POST'] as const) {
        const echo = echoOf(await http.send(ask(method, lab.plain.origin + path('echo'))))
        assert.equal(echo.headers['cookie'], undefined)
      }
    },
  },
  {
    name: 'keeps no answer: the same read asks the server again',
    run: async ({ lab, http }) => {
      const target = path('cached')
      for (let time = 0; time < 3; time += 1) await get(http, lab.plain.origin + target)
      assert.equal(arrived(lab.plain, target), 3)
    },
  },
  {
    name: 'HTTP errors are answers',
    run: async ({ lab, http }) => {
      for (const status of [400, 401, 403, 404, 409, 418, 429, 500, 502, 503]) {
        const answer = await get(http, `${lab.plain.origin}/status/${status}`)
        assert.deepEqual({ status: answer.status, body: answer.body }, { status, body: `said ${status}` })
      }
      const { headers } = await get(http, `${lab.plain.origin}/status/429`)
      assert.equal(headers['retry-after'], '7')
    },
  },
  {
    name: 'a 401 that asks for a password is asked once and answered by nobody',
    run: async ({ lab, http }) => {
      const target = `/status/401${path('')}`
      assert.equal((await http.send(ask('POST', lab.plain.origin + target))).status, 401)
      assert.equal(arrived(lab.plain, target), 1)
    },
  },
  {
    name: 'early hints are no answer yet',
    run: async ({ lab, http }) => {
      const { status, body } = await get(http, lab.plain.origin + path('hints'))
      assert.deepEqual({ status, body }, { status: 200, body: 'after the hints' })
    },
  },
  {
    name: 'takes a header of 60,000 bytes',
    run: async ({ lab, http }) => {
      const { headers } = await get(http, lab.plain.origin + path('wideheader'))
      assert.equal(headers['x-wide']?.length, 60_000)
    },
  },
  {
    name: 'localhost is this computer, over IPv4 and where it is there IPv6, and keeps its name in the Host header',
    run: async ({ lab, http }) => {
      for (const { port } of [lab.plain, lab.plainV6 ?? lab.plain]) {
        for (const method of ['GET', 'POST'] as const) {
          const echo = echoOf(await http.send(ask(method, `http://localhost:${port}${path('echo')}`)))
          assert.equal(echo.headers['host'], `localhost:${port}`)
        }
      }
      echoOf(await get(http, `http://anything.localhost:${lab.plain.port}${path('echo')}`))
      if (lab.plainV6) echoOf(await get(http, lab.plainV6.origin + path('echo')))
    },
  },
  {
    name: 'twenty requests at once, reads and writes, each get their own answer',
    run: async ({ lab, http }) => {
      const targets = Array.from({ length: 20 }, () => path('echo'))
      const echoes = await Promise.all(
        targets.map(async (target, index) => {
          const request = index % 2 === 0 ? ask('GET', lab.plain.origin + target) : post(lab.plain.origin + target)
          return echoOf(await http.send(request))
        }),
      )
      assert.deepEqual(
        echoes.map(({ target }) => target),
        targets,
      )
    },
  },
]

function post(url: string) {
  return ask('POST', url, { body: '{}' })
}
