import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonHaystackOf, fold, haystackOf, matchesTerms, narrows, newTerms, queryTerms } from '#shared/rules/search'
import { platformTeam, samplePlace, sampleRow } from '#test/support/sample'

const names = { provider: 'Pulumi Cloud', account: 'Work', kind: 'Team token' }

const found = (query: string, haystack: string): boolean => matchesTerms(haystack, queryTerms(query))

describe('what is searched', () => {
  const row = sampleRow(
    {
      name: 'Deploy-Bot',
      description: 'used by the release job',
      issuerId: 'abc-123',
      owner: platformTeam,
      createdBy: 'grace',
      role: 'Deployer',
      scopes: { kind: 'listed', names: ['stack:read', 'stack:write'] },
      service: 'Statuspage',
      serviceUrl: 'https://status.example',
      manageUrl: 'https://status.example/tokens',
    },
    {
      tags: ['ci', 'Rotate soon'],
      notes: 'Ask José first',
      places: [
        samplePlace({ where: { kind: 'variable', name: 'DEPLOY_KEY in acme/site' }, note: 'restart the runner' }),
        samplePlace({ where: { kind: 'file', path: '/home/ada/.npmrc', format: null } }),
      ],
    },
  )

  it.each([
    'deploy-bot',
    'RELEASE JOB',
    'abc-123',
    'platform',
    'acme',
    'pulumi',
    'work',
    'team token',
    'grace',
    'deployer',
    'stack:write',
    'statuspage',
    'status.example/tokens',
    'rotate',
    'deploy_key acme/site',
    'restart the runner',
    '/home/ada/.npmrc',
    'npmrc',
    'jose',
    'josé',
  ])('finds a token by "%s"', (query) => {
    expect(found(query, `${haystackOf(row)}\n${commonHaystackOf(row, names)}`)).toBe(true)
  })

  it('asks for every word, in any order', () => {
    const haystack = haystackOf(row)
    expect(found('bot release', haystack)).toBe(true)
    expect(found('release bot nothing-like-it', haystack)).toBe(false)
  })

  it('finds no word across the border of two fields', () => {
    expect(found('deploy-botused', haystackOf(row))).toBe(false)
  })
})

describe('queryTerms', () => {
  it('has none for blanks, and everything matches', () => {
    expect(queryTerms('  \t ')).toEqual([])
    expect(matchesTerms('anything', [])).toBe(true)
  })
})

describe('fold', () => {
  it('is the same when done twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)))
  })
})

describe('narrows', () => {
  it('sees that a longer query narrows and another one does not', () => {
    expect(narrows(['dep'], [])).toBe(true)
    expect(narrows(['deploy'], ['dep'])).toBe(true)
    expect(narrows(['deploy', 'ci'], ['dep'])).toBe(true)
    expect(narrows(['de'], ['dep'])).toBe(false)
    expect(narrows(['ci'], ['dep'])).toBe(false)
  })

  it('never promises a narrowing that loses a hit', () => {
    const terms = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), { maxLength: 3 })
    const haystacks = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 })
    fc.assert(
      fc.property(terms, terms, haystacks, (now, before, haystack) => {
        if (!narrows(now, before) || !matchesTerms(haystack, now)) return true
        return matchesTerms(haystack, before)
      }),
    )
  })
})

describe('newTerms', () => {
  it('leaves out what was looked for before', () => {
    expect(newTerms(['token', 'ac'], ['token', 'a'])).toEqual(['ac'])
    expect(newTerms(['tok'], ['token'])).toEqual([])
    expect(newTerms(['token'], ['tok'])).toEqual(['token'])
  })

  it('finds the same in what was found before as all terms find in everything', () => {
    const terms = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), { maxLength: 3 })
    const haystacks = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 })
    fc.assert(
      fc.property(terms, terms, haystacks, (now, before, haystack) => {
        if (!matchesTerms(haystack, before)) return
        expect(matchesTerms(haystack, newTerms(now, before))).toBe(matchesTerms(haystack, now))
      }),
    )
  })
})
