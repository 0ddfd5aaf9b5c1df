import assert from 'node:assert/strict'
import { arrived, ask, canary, echoOf, expectFailure, failureOf, get, path } from '../bench.ts'
import type { Case } from '../bench.ts'
import { needTrust } from './tls.ts'

const secure = 'https://secure.lab.test'
const plain = 'http://plain.lab.test'

/** Through a proxy, which alone knows the names under lab.test. */
export const proxyCases: readonly Case[] = [
  {
    name: 'https goes through the proxy by CONNECT, and the proxy sees nothing of the request',
    run: async (bench) => {
      needTrust(bench)
      const { lab } = bench
      const http = await bench.through(lab.proxy.url)
      for (const method of ['GET', 'POST'] as const) {
        const before = lab.proxy.asked.length
        const target = path('echo')
        const echo = echoOf(await http.send(ask(method, secure + target)))
        assert.equal(echo.headers['authorization'], `Bearer ${canary}`)
        assert.equal(echo.headers['host'], 'secure.lab.test')
        const asked = lab.proxy.asked.slice(before)
        assert.deepEqual(
          asked.map((one) => [one.method, one.target]),
          [['CONNECT', 'secure.lab.test:443']],
        )
        const seen = JSON.stringify(asked)
        assert.ok(!/authorization/i.test(seen) && !seen.includes(canary) && !seen.includes(target))
      }
    },
  },
  {
    name: 'http goes through the proxy with its whole URL',
    run: async (bench) => {
      const { lab } = bench
      const http = await bench.through(lab.proxy.url)
      for (const method of ['GET', 'POST'] as const) {
        const target = path('echo')
        const echo = echoOf(await http.send(ask(method, plain + target)))
        assert.deepEqual([echo.method, echo.target, echo.headers['host']], [method, target, 'plain.lab.test'])
        assert.ok(lab.proxy.asked.some((one) => one.method === method && one.target === plain + target))
      }
    },
  },
  {
    name: 'what goes to this computer never goes through the proxy',
    run: async (bench) => {
      const { lab } = bench
      const http = await bench.through(lab.proxy.url)
      const before = lab.proxy.asked.length
      for (const host of ['127.0.0.1', 'localhost', 'anything.localhost']) {
        echoOf(await get(http, `http://${host}:${lab.plain.port}${path('echo')}`))
        echoOf(await http.send(ask('POST', `http://${host}:${lab.plain.port}${path('echo')}`)))
      }
      assert.equal(lab.proxy.asked.length, before)
    },
  },
  {
    name: 'a write through a tunnel whose connection ends before the answer is delivered once',
    run: async (bench) => {
      needTrust(bench)
      const http = await bench.through(bench.lab.proxy.url)
      for (const method of ['POST', 'DELETE'] as const) {
        echoOf(await get(http, secure + path('echo')))
        echoOf(await http.send(ask(method, secure + path('echo'))))
        const target = path('drop')
        await expectFailure(http.send(ask(method, secure + target)), 'dropped', true)
        assert.equal(arrived(bench.lab.secure, target), 1)
      }
    },
  },
  {
    name: 'a certificate for another name behind the proxy: tls',
    run: async (bench) => {
      const http = await bench.through(bench.lab.proxy.url)
      await expectFailure(get(http, 'https://othername.lab.test/echo'), 'tls', false)
    },
  },
  {
    name: 'a proxy that is down: proxy',
    run: async (bench) => {
      const http = await bench.through(`http://127.0.0.1:${bench.lab.closedPort}`)
      for (const url of [secure, plain]) {
        await expectFailure(get(http, url + path('echo')), 'proxy', false)
        await expectFailure(http.send(ask('POST', url + path('echo'))), 'proxy', false)
      }
    },
  },
  {
    name: 'a proxy that asks for a password: proxy, and it is given nothing',
    run: async (bench) => {
      const { strictProxy } = bench.lab
      const http = await bench.through(strictProxy.url)
      for (const url of [secure, plain]) {
        await expectFailure(get(http, url + path('echo')), 'proxy', false)
        await expectFailure(http.send(ask('POST', url + path('echo'))), 'proxy', false)
      }
      assert.equal(strictProxy.asked.length, 4)
      assert.ok(!/proxy-authorization/i.test(JSON.stringify(strictProxy.asked)))
    },
  },
  {
    name: 'a proxy that does not know the name: proxy',
    run: async (bench) => {
      const http = await bench.through(bench.lab.proxy.url)
      await expectFailure(get(http, 'https://unknown.lab.test/'), 'proxy', false)
    },
  },
  {
    // Chromium has one error for a proxy that hangs up and for a server that does.
    name: 'a proxy that hangs up on CONNECT: proxy, or dropped where that cannot be told apart',
    run: async (bench) => {
      const http = await bench.through(bench.lab.rudeProxy.url)
      const { why, sent } = await failureOf(get(http, secure + path('echo')))
      assert.ok((why === 'proxy' && !sent) || (why === 'dropped' && sent), `${why}, sent: ${sent}`)
    },
  },
]
