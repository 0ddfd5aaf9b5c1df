import { describe, expect, it } from 'vitest'
import { protectionLevelSchema } from '#shared/model/vault'
import { dateFieldValue } from '#shared/text/dates'
import { calledBy, count, duration, listed, ownerLabel, protectionSentence, tokenInSentence } from '#shared/text/words'

describe('words', () => {
  it('counts in the singular and the plural', () => {
    expect([count(1, 'token'), count(0, 'token'), count(1204, 'token')]).toEqual([
      '1 token',
      '0 tokens',
      '1,204 tokens',
    ])
    expect(count(2, 'entry', 'entries')).toBe('2 entries')
  })

  it('rounds a wait up, never down', () => {
    expect([duration(0), duration(59.1), duration(119), duration(3601)]).toEqual([
      '1 second',
      '60 seconds',
      '119 seconds',
      '61 minutes',
    ])
  })

  it('lists names and counts the rest', () => {
    expect(listed([])).toBe('')
    expect(listed(['a'])).toBe('a')
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c')
    expect(listed(['a', 'b', 'c', 'd', 'e', 'f'], 3)).toBe('a, b, c and 3 more')
  })

  it('calls a token by what it has', () => {
    const token = { name: '', description: 'CI laptop', issuerId: 'id-1' }
    expect(calledBy({ ...token, name: 'deploy' })).toBe('deploy')
    expect(calledBy(token)).toBe('CI laptop')
    expect(calledBy({ ...token, description: '' })).toBe('id-1')
  })

  it('names an owner alone and in a sentence', () => {
    const team = { kind: 'team', id: 't', name: 'platform', organization: 'acme' } as const
    expect(ownerLabel(team)).toBe('acme / platform')
    expect(tokenInSentence({ name: 'ci', description: '', issuerId: 'i', owner: team })).toBe(
      'The token “ci” of the team acme / platform',
    )
    expect(ownerLabel({ kind: 'me', id: 'u1', name: 'Ada' })).toBe('Me')
  })

  it('promises protection only where the level is strong', () => {
    for (const level of protectionLevelSchema.options) {
      for (const platform of ['linux', 'darwin', 'win32', 'freebsd']) {
        const sentence = protectionSentence({ level, platform, tag: 'v11', store: '' })
        expect(sentence.includes('is sealed by')).toBe(level === 'strong')
      }
    }
  })

  it('writes a date field for the place the person is at', () => {
    expect(dateFieldValue(new Date(2027, 2, 5, 23, 59).getTime())).toBe('2027-03-05')
  })
})
