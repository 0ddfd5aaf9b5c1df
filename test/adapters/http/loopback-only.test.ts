import { describe, expect, test } from 'vitest'
import { HttpFailure } from '#main/ports/http'
import type { HttpFetch, HttpRequest } from '#main/ports/http'
import { loopbackOnly } from '#main/adapters/loopback-only'

function recording(): { readonly http: HttpFetch; readonly sent: HttpRequest[] } {
  const sent: HttpRequest[] = []
  const http = {
    send: async (request: HttpRequest) => {
      sent.push(request)
      return { status: 200, headers: {}, body: '' }
    },
  }
  return { http, sent }
}

const to = (url: string): HttpRequest => ({ method: 'POST', url, headers: {}, timeoutMs: 1, maxBytes: 1 })

describe('loopbackOnly', () => {
  test.each([
    'http://127.0.0.1:4000/a?b=1',
    'https://127.0.0.1/',
    'http://127.255.0.9/',
    'http://127.1/',
    'http://2130706433/',
    'http://[::1]:80/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://localhost:3000/',
    'http://LOCALHOST/',
  ])('lets %s through as it is', async (url) => {
    const { http, sent } = recording()
    const request = to(url)
    expect(await loopbackOnly(http).send(request)).toMatchObject({ status: 200 })
    expect(sent).toEqual([request])
  })

  test.each([
    'https://api.pulumi.com/',
    'http://128.0.0.1/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://[::]/',
    'http://[::2]/',
    'http://[::ffff:7f00:1]/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://localhost:80@example.com/',
    'http://127.0.0.1@example.com/',
    'http://example.com/#@localhost/',
    'http://notlocalhost/',
    'file:///etc/hosts',
    'no URL',
  ])('answers %s as a machine without a network', async (url) => {
    const { http, sent } = recording()
    const failure: unknown = await loopbackOnly(http)
      .send(to(url))
      .catch((reason: unknown) => reason)
    expect(failure).toBeInstanceOf(HttpFailure)
    expect(failure).toMatchObject({ why: 'offline', sent: false })
    expect(sent).toEqual([])
  })
})
