import { expect, it } from 'vitest'
import { whyElsewhere } from '#shared/text/offboard'
import { sampleRow } from '#test/support/sample'

const reason = 'Keyrack does not know this service: do it on the service’s own page.'
const pageless = 'Keyrack knows neither this service nor a page of it: revoke it where the service lists its tokens.'

it.each([
  ['a provider’s', {}, reason],
  ['of a service with a page', { service: 'Registry', manageUrl: 'https://a.example/tokens' }, reason],
  ['of a service with an address', { service: 'Registry', serviceUrl: 'https://a.example' }, reason],
  ['of a service without one', { service: 'Registry' }, pageless],
  ['of a service with empty ones', { service: 'Registry', serviceUrl: '', manageUrl: '' }, pageless],
  ['of a service with one that is not opened', { service: 'Registry', serviceUrl: 'http://a.example' }, pageless],
])('what is to be done with a token %s is said', (_whose, change, says) => {
  const line = { row: sampleRow(change), relation: 'owns', step: 'elsewhere', reason } as const
  expect(whyElsewhere(line)).toBe(says)
  expect(whyElsewhere({ ...line, step: 'revoke', reason: null })).toBeNull()
})
