import { describe, expect, it } from 'vitest'
import type { Operation } from '#shared/model/operation'
import type { Place } from '#shared/model/place'
import { rotationOf, type Rotation } from '#shared/rules/rotation'
import { sampleNow, sampleOperation, samplePlace, sampleRow } from '#test/support/sample'

const successor = { tokenId: 'token-1', newTokenId: 'token-2', newSecretId: 'secret-2' }
const ticked = samplePlace({ id: 'p2', replaced: { at: sampleNow, by: 'token-2' } })
const stepsOf = ({ steps }: Rotation) => steps.map(({ step, state }) => `${step} ${state}`)

describe('the way to a successor', () => {
  const at = (change: Partial<Operation>, places: Place[] = []) =>
    rotationOf({
      operation: sampleOperation({ ...successor, ...change }),
      row: sampleRow({}, { places }),
      isMade: true,
    })

  it('stands at its places until each is ticked, then at the old token', () => {
    const waiting = at({}, [samplePlace(), ticked])
    expect(waiting).toMatchObject({ stage: 'places', left: 1 })
    expect(stepsOf(waiting)).toEqual(['make done', 'check done', 'places now', 'old later'])
    const walked = at({}, [ticked])
    expect(walked).toMatchObject({ stage: 'old', left: 0 })
    expect(stepsOf(walked)).toEqual(['make done', 'check done', 'places done', 'old now'])
  })

  it('waits for the person where Keyrack ended before anything was sent', () => {
    const { newSecretId: _none, ...unsent } = successor
    const operation = sampleOperation({ ...unsent, step: 'intended', sent: false })
    const at = (error: Operation['error']) =>
      rotationOf({ operation: { ...operation, error }, row: sampleRow(), isMade: false })
    expect(at(null).stage).toBe('making')
    expect(at({ kind: 'cancelled' }).stage).toBe('lost')
  })

  it('does not claim that anything was replaced where no place is noted', () => {
    expect(at({})).toMatchObject({ stage: 'places', left: 0 })
  })

  it('leaves out places that stopped working before', () => {
    expect(at({}, [samplePlace({ oldSince: sampleNow }), ticked]).left).toBe(0)
  })

  it('is walked though the new secret could not be tried yet', () => {
    expect(stepsOf(at({ step: 'stored', error: { kind: 'timeout' } }, [ticked]))).toEqual([
      'make done',
      'check later',
      'places done',
      'old now',
    ])
  })

  it('is at its end while the old token is being revoked, and back where it was when that failed', () => {
    expect(at({ step: 'revoking' }, [samplePlace()])).toMatchObject({ stage: 'ending' })
    expect(stepsOf(at({ step: 'revoking' }, [ticked])).at(-1)).toBe('old now')
    expect(at({ step: 'revoking', error: { kind: 'timeout' } }, [ticked]).stage).toBe('old')
    expect(at({ step: 'revoking', error: { kind: 'timeout' } }, [samplePlace()]).stage).toBe('places')
  })

  it('has no steps to show before there is a new secret', () => {
    const { newTokenId: _id, newSecretId: _secret, ...unmade } = sampleOperation(successor)
    const stage = (change: Partial<Operation>) =>
      rotationOf({ operation: { ...unmade, ...change }, row: sampleRow(), isMade: false }).stage
    expect(stage({ step: 'intended' })).toBe('making')
    expect(stage({ step: 'answer-lost' })).toBe('lost')
    expect(stage({ step: 'revoking', newTokenId: 'token-2' })).toBe('lost')
    expect(stage({ step: 'abandoned' })).toBe('plan')
  })
})

describe('the way of a token that got a new secret itself', () => {
  const at = (places: Place[], isMade = true) => rotationOf({ operation: null, row: sampleRow({}, { places }), isMade })
  const old = samplePlace({ oldSince: sampleNow })

  it('is the plan until it is made', () => {
    expect(at([samplePlace()], false)).toEqual({ stage: 'plan', left: 0, steps: [] })
  })

  it('goes through the places that have the secret before, and is over with the last of them', () => {
    const waiting = at([old, { ...old, id: 'p2', replaced: { at: sampleNow, by: 'token-1' } }])
    expect(waiting).toMatchObject({ stage: 'places', left: 1 })
    expect(stepsOf(waiting)).toEqual(['make done', 'places now'])
    expect(at([{ ...old, replaced: { at: sampleNow, by: 'token-1' } }])).toMatchObject({ stage: 'over', left: 0 })
  })

  it('has nothing to do with places that were noted since', () => {
    expect(at([{ ...old, replaced: { at: sampleNow, by: 'token-1' } }, samplePlace({ id: 'p3' })]).left).toBe(0)
    expect(at([samplePlace({ id: 'p3' })]).stage).toBe('places')
  })

  it('tells of the old secret once it was ended, and is done with it when its provider refuses it', () => {
    const tell = (ending: 'pending' | 'dead') =>
      stepsOf(rotationOf({ operation: null, row: sampleRow({}, { places: [old] }), isMade: true, ending }))
    expect(tell('pending')).toEqual(['make done', 'places now', 'dead later'])
    expect(tell('dead')).toEqual(['make done', 'places now', 'dead done'])
  })

  it('ends with its operation where that still looks for the credential', () => {
    const operation = sampleOperation({ ...successor, emulated: false, step: 'stored' })
    const row = sampleRow({}, { places: [old] })
    expect(rotationOf({ operation, row, isMade: true }).stage).toBe('places')
  })
})
