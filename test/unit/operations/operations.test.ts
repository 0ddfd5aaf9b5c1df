import { describe, expect, it } from 'vitest'
import {
  advance,
  candidatesOf,
  intend,
  isOpen,
  isOutdated,
  mayHaveHappened,
  nextOf,
  send,
  written,
  type Entry,
} from '#main/operations/index'
import { recordSchemas } from '#main/ports/record-schemas'
import { errorKinds } from '#shared/model/error'
import { stepSchema, type Operation, type Step } from '#shared/model/operation'
import { acme, sampleNow, sampleRow } from '#test/support/sample'

const intention = {
  id: 'op',
  kind: 'create' as const,
  accountId: 'account',
  provider: 'pulumi',
  owner: acme,
  tokenKind: 'organization',
  tokenName: 'deploy',
  emulated: false,
}
const before = { idsBefore: ['a', 'b'], error: null }

const at = (step: Step, change: Partial<Operation> = {}): Entry => {
  const entry = send(intend(intention, sampleNow), sampleNow, before)
  return { ...entry, operation: { ...entry.operation, step, ...change } }
}

describe('the journal', () => {
  it('notes what is intended, and that nothing has left yet', () => {
    const entry = intend({ ...intention, before: sampleRow().token }, sampleNow)
    expect(entry).toMatchObject({
      operation: { step: 'intended', sent: false, startedAt: sampleNow, changedAt: sampleNow, candidates: [] },
      before: { id: 'token-1' },
    })
    expect(recordSchemas.operation.parse(entry)).toEqual(entry)
  })

  it('notes that a call leaves, with the ids that were listed before', () => {
    const listing = { ...before, listedAt: sampleNow, error: { kind: 'timeout' as const } }
    const entry = send(intend({ ...intention, before: sampleRow().token }, sampleNow), sampleNow + 1, listing)
    expect(entry).toMatchObject({
      operation: { step: 'sent', startedAt: sampleNow, changedAt: sampleNow + 1, error: { kind: 'timeout' } },
      idsBefore: ['a', 'b'],
      listedAt: sampleNow,
      before: { id: 'token-1' },
    })
    expect(entry.operation).not.toHaveProperty('sent')
    expect(recordSchemas.operation.parse(entry)).toEqual(entry)
    expect(written(entry)).toEqual({ put: 'operation', id: 'op', value: entry })
  })

  const arrows: Record<Step, Step[]> = {
    intended: ['intended', 'sent', 'answer-lost', 'stored', 'done', 'abandoned'],
    sent: ['answered', 'answer-lost', 'stored', 'done', 'abandoned'],
    answered: ['answered', 'answer-lost', 'stored', 'done', 'abandoned'],
    'answer-lost': ['answer-lost', 'stored', 'revoking', 'done', 'abandoned'],
    stored: ['stored', 'checked', 'revoking', 'done'],
    checked: ['checked', 'revoking', 'done'],
    revoking: ['revoking', 'done'],
    done: [],
    abandoned: [],
  }
  const pairs = stepSchema.options.flatMap((from) => stepSchema.options.map((to) => [from, to] as const))

  it.each(pairs)('from %s to %s takes only arrows that exist', (from, to) => {
    const take = () => advance(at(from), to, sampleNow + 1)
    if (arrows[from].includes(to)) expect(take().operation).toMatchObject({ step: to, changedAt: sampleNow + 1 })
    else expect(take).toThrow('internal')
  })

  it('drops the error of the step before, and takes the new one along', () => {
    const failed = at('stored', { error: { kind: 'offline' } })
    expect(advance(failed, 'checked', sampleNow).operation.error).toBeNull()
    expect(advance(failed, 'stored', sampleNow, { error: { kind: 'tls' } }).operation.error).toEqual({ kind: 'tls' })
  })

  it('keeps the ids listed before as long as they can be compared, and no longer', () => {
    for (const step of ['answered', 'answer-lost'] as const) {
      expect(advance(at('sent'), step, sampleNow).idsBefore).toEqual(['a', 'b'])
    }
    expect(advance(at('sent'), 'stored', sampleNow).idsBefore).toEqual([])
    expect(advance(at('answer-lost'), 'done', sampleNow).idsBefore).toEqual([])
  })

  it('keeps finished operations for 30 days, and open ones for ever', () => {
    const later = sampleNow + 30 * 86_400_000
    expect(isOutdated(at('done').operation, later)).toBe(false)
    expect(isOutdated(at('done').operation, later + 1)).toBe(true)
    expect(isOutdated(at('abandoned').operation, later + 1)).toBe(true)
    expect(isOutdated(at('checked').operation, later * 2)).toBe(false)
    expect(stepSchema.options.filter((step) => !isOpen(at(step).operation))).toEqual(['done', 'abandoned'])
  })
})

describe('what an operation that was found needs', () => {
  it.each<[Step, Partial<Operation>, string]>([
    ['intended', {}, 'note-lost'],
    ['intended', { sent: false }, 'note-unsent'],
    ['intended', { sent: false, error: { kind: 'cancelled' } }, 'wait'],
    ['sent', {}, 'note-lost'],
    ['answered', { error: { kind: 'disk-full' } }, 'note-lost'],
    ['answer-lost', {}, 'wait'],
    ['answer-lost', { error: { kind: 'answer-lost' } }, 'look'],
    ['stored', {}, 'finish'],
    ['stored', { emulated: true }, 'check'],
    ['checked', { emulated: true }, 'wait'],
    ['stored', { emulated: true, error: { kind: 'cancelled' } }, 'check'],
    ['stored', { emulated: true, error: { kind: 'step-up-needed' } }, 'wait'],
    ['stored', { error: { kind: 'step-up-needed' } }, 'finish'],
    ['revoking', { emulated: true }, 'revoke'],
    ['revoking', { emulated: true, error: { kind: 'server-error' } }, 'revoke'],
    ['revoking', { emulated: true, error: { kind: 'cancelled' } }, 'wait'],
    ['revoking', { emulated: true, error: { kind: 'step-up-needed' } }, 'wait'],
    ['done', {}, 'wait'],
    ['abandoned', {}, 'wait'],
  ])('at %s with %j: %s', (step, change, next) => {
    expect(nextOf(at(step, change).operation)).toBe(next)
  })
})

describe('a failed change', () => {
  const unknown = ['answer-lost', 'broken-body', 'too-large', 'server-error', 'timeout', 'internal']

  it.each(errorKinds)('after %s may have happened or not', (kind) => {
    expect(mayHaveHappened(kind)).toBe(unknown.includes(kind) ? 'unknown' : 'no')
  })
})

describe('candidates after a lost answer', () => {
  const token = (issuerId: string, change: Parameters<typeof sampleRow>[0] = {}) =>
    sampleRow({ id: `id-${issuerId}`, issuerId, name: issuerId, ...change }).token
  const find = (tokens: ReturnType<typeof token>[], others: string[] = []) =>
    candidatesOf(tokens, { idsBefore: ['old'], name: 'deploy', others: new Set(others) })

  it('are alive, were not listed before, and were not made by another operation', () => {
    const tokens = [token('old'), token('gone', { state: 'gone' }), token('of-another'), token('new')]
    expect(find(tokens, ['id-of-another'])).toEqual(['id-new'])
  })

  it('have equal names first, then the youngest', () => {
    const created = (at: number) => ({ created: { kind: 'at' as const, at } })
    const tokens = [
      token('older', created(1)),
      token('younger', created(2)),
      token('unknown', { created: { kind: 'unknown' } }),
      token('named', { name: 'deploy', ...created(0) }),
      token('described', { description: 'deploy', ...created(1) }),
    ]
    expect(find(tokens)).toEqual(['id-described', 'id-named', 'id-younger', 'id-older', 'id-unknown'])
  })

  it('are at most fifty', () => {
    expect(find(Array.from({ length: 60 }, (_, number) => token(String(number))))).toHaveLength(50)
  })
})
