import { describe, expect, it } from 'vitest'
import { field, listField, textField } from './client.ts'
import { DAY, ModerneFixture, nodes, START } from './moderne-fixture.ts'

const service = new ModerneFixture()

describe('lists of tokens', () => {
  it('come in the order asked for, those that never end last', async () => {
    service.state.addToken('bob@example.com', { description: 'late', expiresAt: START + 2 * DAY })
    service.state.addToken('bob@example.com', { description: 'soon', expiresAt: START + DAY, created: START - 2 * DAY })
    expect(await service.descriptions(service.bob)).toEqual(['soon', 'ci', 'late'])
    const byEnd = (direction: string): string => `(orderBy: [{ field: EXPIRES_AT, direction: ${direction} }])`
    expect(await service.descriptions(service.bob, byEnd('ASC'))).toEqual(['soon', 'late', 'ci'])
    expect(await service.descriptions(service.bob, byEnd('DESC'))).toEqual(['ci', 'late', 'soon'])
  })

  it('can be walked one by one in that order', async () => {
    service.state.addToken('bob@example.com', { description: 'late', expiresAt: START + 2 * DAY })
    service.state.addToken('bob@example.com', { description: 'soon', expiresAt: START + DAY })
    const query = `query($after: String) { currentUser { tokens(first: 1, after: $after, orderBy: { field: EXPIRES_AT }) {
      edges { node { description } cursor }
    } } }`
    const walked: unknown[] = []
    let after: string | undefined
    for (let step = 0; step < 4; step += 1) {
      const tokens = field(await service.data(service.bob, query, 'currentUser', after ? { after } : {}), 'tokens')
      const edge = listField(tokens, 'edges')[0]
      if (edge === undefined) break
      walked.push(field(field(edge, 'node'), 'description'))
      after = textField(edge, 'cursor')
    }
    expect(walked).toEqual(['soon', 'late', 'ci'])
  })

  it.each([
    ['{ description: { _icontains: "LAP" } }', ['laptop']],
    ['{ description: { _in: ["laptop", "x"] } }', ['laptop']],
    ['{ description: { _isNull: true } }', [null]],
    ['{ description: { _startsWith: "ser", _endsWith: "ver" } }', ['server']],
    ['{ expiresAt: { _gt: "2026-05-10T12:00:00Z" } }', ['server']],
    ['{ _not: { description: { _isNull: true } } }', ['laptop', 'server']],
    [
      '{ _or: [{ description: { _eq: "laptop" } }, { expiresAt: { _lte: "2026-05-12T12:00:00Z" } }] }',
      ['laptop', 'server'],
    ],
    ['{ _and: [{ description: { _neq: "laptop" } }, { created: { _lt: "2026-05-10T12:00:00Z" } }] }', []],
  ])('keep to %s', async (where, expected) => {
    service.state.addToken('ada@example.com', { description: 'server', created: START, expiresAt: START + DAY })
    service.state.addToken('ada@example.com', { created: START + 1 })
    expect(await service.descriptions(service.ada, `(where: ${where})`)).toEqual(expected)
  })

  it('come in pages of a hundred at most, and a revocation on the way neither repeats nor skips', async () => {
    for (let at = 0; at < 149; at += 1) {
      service.state.addToken('bob@example.com', { description: `${at}`, created: START + at })
    }
    const query = `query($after: String, $first: Int) { currentUser { tokens(first: $first, after: $after) {
      count edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor }
    } } }`
    const page = async (variables: object): Promise<unknown> =>
      field(await service.data(service.bob, query, 'currentUser', variables), 'tokens')
    const first = await page({ first: 1000 })
    expect([field(first, 'count'), nodes(first).length]).toEqual([150, 100])
    expect(field(first, 'pageInfo')).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    const after = textField(field(first, 'pageInfo'), 'endCursor')
    service.state.removeToken(service.state.findToken(textField(nodes(first).at(-1), 'id'))!)
    const second = await page({ after })
    expect(nodes(second)).toHaveLength(50)
    expect(field(second, 'pageInfo')).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    const seen = new Set([...nodes(first), ...nodes(second)].map((node) => field(node, 'id')))
    expect(seen.size).toBe(150)
  })

  it('refuse a cursor that is none and a size below nothing', async () => {
    for (const page of ['(after: "made up")', '(after: "W10")', '(first: -1)']) {
      const answer = await service.ask(service.bob, `{ currentUser { tokens${page} { count } } }`)
      expect([answer.status, listField(answer.body, 'errors').length]).toEqual([200, 1])
    }
    expect(await service.descriptions(service.bob, '(first: 0)')).toEqual([])
  })
})
