import { describe, expect, it } from 'vitest'
import { furthestInstant } from '#shared/model/time'
import type { HttpRequest } from '#main/ports/http'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { SkippingClock } from '#test/contract/providers/skipping-clock'

const requests: HttpRequest[] = []
const http = {
  send(request: HttpRequest) {
    requests.push(request)
    return Promise.resolve({ status: 418, headers: {}, body: '' })
  },
}
const audited = createProviders({ http, clock: new SkippingClock(0) }).filter(
  ({ record }) => record.auditLog.support.how === 'native',
)

describe('a stretch of an audit log that is as long as time', () => {
  it.each(audited.map((provider) => [provider.record.id, provider] as const))(
    'is asked for at %s in years that have four digits',
    async (_id, provider) => {
      requests.length = 0
      const session = await provider.connect('https://api.example.com', new Secret('EXAMPLE'))
      const log = { kind: 'organization', id: '7', name: 'acme' } as const
      const query = { log, from: -furthestInstant, to: furthestInstant }
      const reading = session.events(query, new AbortController().signal)[Symbol.asyncIterator]().next()
      await expect(reading).rejects.toThrow()
      const [{ url, body = '' } = { url: '' }] = requests
      expect(url).not.toBe('')
      expect(decodeURIComponent(url) + body).not.toMatch(/[+-]\d{6}-/)
    },
  )
})
