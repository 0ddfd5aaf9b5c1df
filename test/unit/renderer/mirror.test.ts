import { describe, expect, it } from 'vitest'
import { createMirror } from '#renderer/data/mirror'
import { createFakeBridge } from '#test/support/fake-bridge'
import { manyRows, sampleFacts, sampleRow } from '#test/support/sample'

describe('the mirror', () => {
  it('starts with the facts main answers', async () => {
    const mirror = createMirror(createFakeBridge({ demo: true }))
    expect(mirror.store.getState().phase).toBe('starting')
    await mirror.start()
    expect(mirror.store.getState()).toMatchObject({ phase: 'ready', demo: true, platform: 'linux' })
    expect(mirror.store.getState().facts?.accounts).toHaveLength(2)
  })

  it('keeps facts that came while it was starting: they are newer than the answer', async () => {
    const bridge = createFakeBridge()
    const mirror = createMirror(bridge)
    const started = mirror.start()
    bridge.emit('facts', { ...sampleFacts(), online: false })
    await started
    expect(mirror.store.getState().facts?.online).toBe(false)
  })

  it('says why it could not start, and can start again', async () => {
    const bridge = createFakeBridge()
    bridge.fail('app.start', 'disk-refused')
    const mirror = createMirror(bridge)
    await mirror.start()
    expect(mirror.store.getState()).toMatchObject({ phase: 'failed', startError: { kind: 'disk-refused' } })
    const { facts, catalogue } = { facts: sampleFacts(), catalogue: '[]' }
    bridge.answer('app.start', { facts, catalogue, demo: false, version: '1', platform: 'linux' })
    await mirror.start()
    expect(mirror.store.getState()).toMatchObject({ phase: 'ready', startError: null })
  })

  it('takes rows in chunk by chunk, and knows when all have come', () => {
    const bridge = createFakeBridge()
    const mirror = createMirror(bridge)
    const seen: number[] = []
    mirror.onRows(() => seen.push(mirror.store.getState().rows.size))
    bridge.emit('rows', { reset: true, upsert: manyRows(3), remove: [], done: false })
    expect(mirror.store.getState()).toMatchObject({ rowsDone: false, rowsVersion: 1 })
    bridge.emit('rows', { reset: false, upsert: [sampleRow({ id: 'x' })], remove: ['token-0'], done: true })
    expect(mirror.store.getState()).toMatchObject({ rowsDone: true, rowsVersion: 2 })
    expect([...mirror.store.getState().rows.keys()]).toEqual(['token-1', 'token-2', 'x'])
    expect(seen).toEqual([3, 3])
  })

  it('empties itself when a full sending starts anew', () => {
    const bridge = createFakeBridge()
    const mirror = createMirror(bridge)
    bridge.sendRows(manyRows(3))
    bridge.emit('rows', { reset: true, upsert: [], remove: [], done: false })
    expect(mirror.store.getState().rows.size).toBe(0)
    expect(mirror.store.getState().rowsDone).toBe(false)
  })
})
