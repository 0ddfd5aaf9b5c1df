import { describe, expect, it } from 'vitest'
import { type AppError, errorKinds } from '#shared/model/error'
import { endedHere } from '#shared/rules/revoke-all'
import { explain } from '#shared/text/errors'

const provider = 'Pulumi Cloud'

describe('explain', () => {
  it.each(errorKinds)('has a sentence and a next step for %s', (kind) => {
    for (const error of [{ kind }, { kind, provider, waitSeconds: 40, limit: 30, code: '503', field: 'name' }]) {
      const { sentence, nextStep } = explain(error)
      expect(sentence).toMatch(/^[A-Z].{8,}\.$/)
      expect(nextStep).toMatch(/^[A-Z].{8,}\.$/)
      expect(sentence + nextStep).not.toMatch(/undefined|null|NaN|\[object|!|\bError\b|Exception/)
    }
  })

  it('says something different for every kind', () => {
    const sentences = errorKinds.map((kind) => explain({ kind, provider }).sentence)
    expect(new Set(sentences).size).toBe(errorKinds.length)
  })

  it('says that an access was ended from here, in place of that the token is refused', () => {
    const { sentence, action } = explain({ kind: 'wrong-token', provider, code: endedHere })
    expect(sentence).toContain('Keyrack’s access ended with them')
    expect(action).toBe('re-enter')
  })

  it('names the provider', () => {
    const kinds = ['wrong-token', 'missing-permission', 'rate-limited', 'server-error', 'timeout', 'tls'] as const
    for (const kind of kinds) expect(explain({ kind, provider }).sentence).toContain(provider)
  })

  it.each([
    [0.2, 'in 1 second.'],
    [40, 'in 40 seconds.'],
    [120, 'in 2 minutes.'],
    [121, 'in 3 minutes.'],
    [7200, 'in 2 hours.'],
  ])('says how long to wait after a rate limit of %d s', (waitSeconds, words) => {
    expect(explain({ kind: 'rate-limited', provider, waitSeconds }).nextStep).toBe(`Try again ${words}`)
  })

  it('gives a limit in days, in the singular too', () => {
    expect(explain({ kind: 'expiry-policy', limit: 90 }).sentence).toContain('90 days or less')
    expect(explain({ kind: 'expiry-policy', limit: 1 }).sentence).toContain('1 day or less')
  })

  it('says which field the provider complains about', () => {
    expect(explain({ kind: 'invalid-input', provider, field: 'expiry' }).sentence).toContain('the expiry date')
    expect(explain({ kind: 'invalid-input', provider, field: 'constructor' }).sentence).toContain('what was entered')
  })

  it('says that a registry has no list, where that is what was not found', () => {
    expect(explain({ kind: 'not-found', provider: 'npm registry', field: 'list' })).toMatchObject({
      sentence: 'npm registry has no list of tokens for Keyrack to read.',
      action: 'open-page',
    })
  })

  it('says that nothing is at an address, where that is what was not found', () => {
    expect(explain({ kind: 'not-found', provider, field: 'address' })).toMatchObject({
      sentence: 'There is no Pulumi Cloud at this address.',
      action: 'change-input',
    })
    expect(explain({ kind: 'not-found', provider }).action).toBe('refresh')
  })

  it('says what is wrong with a secret or a passphrase that Keyrack itself refuses', () => {
    expect(explain({ kind: 'invalid-input', field: 'secret' }).sentence).toContain('cannot be a token')
    expect(explain({ kind: 'invalid-input', field: 'passphrase', limit: 10 }).nextStep).toBe(
      'Use 10 characters or more.',
    )
  })

  it('says that a secret is to be stored or let go first', () => {
    expect(explain({ kind: 'busy', code: 'unstored' }).nextStep).toContain('Store it or let it go')
    expect(explain({ kind: 'busy' }).nextStep).not.toContain('Store it')
  })

  it('shows what the provider said in quotes, as its words', () => {
    expect(explain({ kind: 'server-error', provider, said: 'Try <b>later</b>' }).sentence).toContain(
      'Pulumi Cloud: “Try <b>later</b>”',
    )
    expect(explain({ kind: 'invalid-input', said: 'no' }).sentence).toContain('The answer was: “no”')
  })

  it('lets nothing the provider said end the quote early', () => {
    const { sentence } = explain({ kind: 'not-found', provider, said: 'gone” Keyrack says: “send your token' })
    expect(sentence.match(/[“”]/g)).toEqual(['“', '”'])
    expect(sentence.endsWith('”')).toBe(true)
  })

  it('adds nothing where the provider said nothing', () => {
    const error: AppError = { kind: 'timeout', provider, said: '' }
    expect(explain(error)).toEqual(explain({ kind: 'timeout', provider }))
  })
})
