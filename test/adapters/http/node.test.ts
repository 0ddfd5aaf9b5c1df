import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createNodeHttp } from '#main/adapters/node/http'
import { pinnedLookup } from '#main/adapters/node/lookup'
import { makeCertificates } from '#test/support/http-lab/certificates'
import { openLab } from '#test/support/http-lab/lab'
import type { HttpLab } from '#test/support/http-lab/lab'
import { ask, echoOf, expectFailure, get, path } from './bench.ts'
import { runInProcess } from './child.ts'
import { cases } from './suite.ts'
import type { CaseResult } from './suite.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyrack-http-node-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the suite on undici', () => {
  let results: ReadonlyMap<string, CaseResult> = new Map()

  beforeAll(async () => {
    const certificates = await makeCertificates()
    const authority = join(folder, 'authority.pem')
    await writeFile(authority, certificates.authority)
    results = await runInProcess({
      command: process.execPath,
      args: (orderFile) => [join(import.meta.dirname, 'node-runner.ts'), orderFile],
      env: {
        PATH: process.env['PATH'],
        NODE_EXTRA_CA_CERTS: authority,
        // Turns TLS checks off in Node. The adapter must not care.
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
      },
      folder,
      certificates,
      untrusted: '',
    })
  }, 300_000)

  for (const { name } of cases) {
    test(name, ({ skip }) => {
      const result = results.get(name)
      if (result?.skipped !== undefined) skip(result.skipped)
      expect(result).toEqual({ name })
    })
  }
})

describe('proxies of the environment', () => {
  let lab: HttpLab
  beforeAll(async () => {
    lab = await openLab(await makeCertificates())
  })
  afterAll(() => lab.close())

  const plain = 'http://plain.lab.test'

  test.each([
    ['HTTP_PROXY', (proxy: string) => ({ HTTP_PROXY: proxy })],
    ['http_proxy before HTTP_PROXY', (proxy: string) => ({ http_proxy: proxy, HTTP_PROXY: 'http://127.0.0.1:1' })],
    ['an address without a scheme', (proxy: string) => ({ HTTP_PROXY: proxy.replace('http://', '') })],
    ['a NO_PROXY for others', (proxy: string) => ({ HTTP_PROXY: proxy, NO_PROXY: 'other.test,.elsewhere.test' })],
  ])('goes through the proxy by %s', async (_name, environment) => {
    const http = createNodeHttp(environment(lab.proxy.url))
    expect(echoOf(await get(http, plain + path('echo'))).headers['host']).toBe('plain.lab.test')
  })

  test.each(['plain.lab.test', '.lab.test', 'other.test,*'])('goes past the proxy by NO_PROXY=%s', async (noProxy) => {
    const http = createNodeHttp({ HTTP_PROXY: lab.proxy.url, NO_PROXY: noProxy })
    const before = lab.proxy.asked.length
    await expect(get(http, plain + path('echo'))).rejects.toMatchObject({ sent: false })
    expect(lab.proxy.asked.length).toBe(before)
  })

  test('takes HTTP_PROXY for https too where there is no HTTPS_PROXY', async () => {
    const http = createNodeHttp({ HTTP_PROXY: lab.proxy.url })
    const before = lab.proxy.asked.length
    // The authority is not trusted in this process; that it came to TLS shows that the tunnel was there.
    await expectFailure(get(http, 'https://secure.lab.test/echo'), 'tls', false)
    expect(lab.proxy.asked.slice(before).map(({ method }) => method)).toEqual(['CONNECT'])
  })

  test('a proxy that is no URL is a proxy failure, with each request anew', async () => {
    const http = createNodeHttp({ HTTP_PROXY: 'http://[' })
    await expectFailure(get(http, plain), 'proxy', false)
    await expectFailure(http.send(ask('POST', plain)), 'proxy', false)
  })
})

describe('the addresses of names', () => {
  const resolve = (hostname: string, options: { all?: boolean; family?: 4 | 6 }) =>
    new Promise((found) => {
      const others = pinnedLookup((asked, _options, callback) => callback(null, [{ address: asked, family: 0 }]))
      others(hostname, options, (_error, address) => found(address))
    })

  test.each(['localhost', 'LOCALHOST', 'localhost.', 'api.localhost'])(
    '%s is never asked of a resolver',
    async (name) => {
      expect(await resolve(name, { all: true })).toEqual([
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ])
      expect(await resolve(name, {})).toBe('127.0.0.1')
      expect(await resolve(name, { family: 6 })).toBe('::1')
    },
  )

  test.each(['localhost.example.com', 'notlocalhost', 'local'])('%s is', async (name) => {
    expect(await resolve(name, { all: true })).toEqual([{ address: name, family: 0 }])
  })
})
