import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { HttpRequest } from '#main/ports/http'
import { Secret } from '#main/ports/secret'
import { bearer } from '#main/providers/kit/auth'
import { createClient, type Client } from '#main/providers/kit/client'
import { download, opened } from '#main/providers/kit/download'
import { problemOfStatus } from '#main/providers/kit/problem'
import { FakeClock } from '#test/support/fake-clock'

const never = new AbortController().signal
const table = Buffer.from('time,token\n2026-03-01,ci – ключ\n')
const mebibyte = 1024 * 1024

async function kindOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => 'none',
    (error: unknown) => (error instanceof Failure ? error.error : error),
  )
}

function answering(bytes: Uint8Array | undefined, status = 200): { client: Client; requests: HttpRequest[] } {
  const requests: HttpRequest[] = []
  const send = (request: HttpRequest) => {
    requests.push(request)
    return Promise.resolve({ status, headers: {}, body: '', ...(bytes && { bytes }) })
  }
  const client = createClient(
    { http: { send }, clock: new FakeClock() },
    {
      provider: 'Example',
      origin: 'https://api.example.com',
      credential: new Secret('EXAMPLE-credential'),
      auth: bearer,
      headers: {},
      problem: ({ status: its }) => problemOfStatus(its),
    },
  )
  return { client, requests }
}

describe('a file of the provider’s', () => {
  it.each([
    ['as it is', table],
    ['compressed', gzipSync(table)],
    ['compressed in two pieces', Buffer.concat([gzipSync(table.subarray(0, 9)), gzipSync(table.subarray(9))])],
  ])('comes %s and is opened', async (_name, bytes) => {
    const { client, requests } = answering(bytes)
    expect(Buffer.from(await download(client, '/export?from=1', never, { accept: 'text/csv' }))).toEqual(table)
    expect(requests).toMatchObject([
      { method: 'GET', url: 'https://api.example.com/export?from=1', binary: true, timeoutMs: 300_000 },
    ])
    expect(requests[0]?.headers).toEqual({ accept: 'text/csv', authorization: 'Bearer EXAMPLE-credential' })
  })

  it('may be empty', async () => {
    expect(await download(answering(undefined).client, '/export', never)).toHaveLength(0)
    expect(await download(answering(gzipSync('')).client, '/export', never)).toHaveLength(0)
  })

  it('is fetched from the client’s own origin only', async () => {
    const { client, requests } = answering(table)
    expect(await kindOf(download(client, 'https://files.example/export', never))).toEqual({ kind: 'origin-refused' })
    expect(requests).toEqual([])
  })

  it('fails as its answer does', async () => {
    expect(await kindOf(download(answering(table, 403).client, '/export', never))).toMatchObject({
      kind: 'missing-permission',
    })
  })
})

describe('a compressed file', () => {
  it.each([
    ['cut off', gzipSync(table).subarray(0, -6)],
    ['with nothing but its first bytes', Buffer.from([0x1f, 0x8b])],
    ['changed on the way', gzipSync(table).map((byte, at) => (at === 14 ? byte ^ 0xff : byte))],
  ])('is broken when it is %s', async (_name, bytes) => {
    expect(await kindOf(opened(bytes, mebibyte, never))).toEqual({ kind: 'broken-body', code: 'gzip' })
  })

  it('may have exactly as many bytes as are allowed, and no more', async () => {
    const bytes = gzipSync(Buffer.alloc(mebibyte))
    expect(await opened(bytes, mebibyte, never)).toHaveLength(mebibyte)
    expect(await kindOf(opened(bytes, mebibyte - 1, never))).toEqual({ kind: 'too-large' })
  })

  it('that would fill the memory is opened no further than the limit', async () => {
    // 64 GiB of zeros in 64 MB: to open all of it would take minutes, and more memory than there is.
    const piece = gzipSync(Buffer.alloc(mebibyte))
    const bomb = Buffer.concat(Array.from({ length: 65_536 }, () => piece))
    expect(await kindOf(opened(bomb, 4 * mebibyte, never))).toEqual({ kind: 'too-large' })
  })

  it('is opened no further once it is cancelled', async () => {
    expect(await kindOf(opened(gzipSync(table), mebibyte, AbortSignal.abort()))).toEqual({ kind: 'cancelled' })
  })
})
