import { describe, expect, test } from 'vitest'
import { createLanes } from '#main/adapters/electron/lanes'

/** Work that is done when it is told to. */
function steerable() {
  const running = new Map<string, { readonly place: number; readonly end: () => void }>()
  const work = (name: string) => (place: number) =>
    new Promise<string>((end) => running.set(name, { place, end: () => end(name) }))
  const end = (name: string): void => {
    running.get(name)?.end()
    running.delete(name)
  }
  return { running, work, end }
}

const settled = () => new Promise((done) => setImmediate(done))

describe('lanes', () => {
  test('run as much at once as there are places, each in its own, the rest in the order they came', async () => {
    const opened: number[] = []
    const lanes = createLanes(2, (index) => {
      opened.push(index)
      return index
    })
    const { running, work, end } = steerable()
    const all = ['a', 'b', 'c', 'd'].map((name) => lanes.run(undefined, work(name)))
    await settled()
    expect([...running].map(([name, { place }]) => [name, place])).toEqual([
      ['a', 0],
      ['b', 1],
    ])
    end('b')
    await settled()
    expect([...running].map(([name, { place }]) => [name, place])).toEqual([
      ['a', 0],
      ['c', 1],
    ])
    end('a')
    end('c')
    await settled()
    end('d')
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
    expect(opened).toEqual([0, 1])
  })

  test('open no place that is not needed', async () => {
    const opened: number[] = []
    const lanes = createLanes(3, (index) => opened.push(index))
    for (let time = 0; time < 5; time += 1) await lanes.run(undefined, async () => undefined)
    expect(opened).toEqual([0])
  })

  test('free a place whose work failed', async () => {
    const lanes = createLanes(1, () => 0)
    await expect(lanes.run(undefined, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    expect(await lanes.run(undefined, async () => 'fine')).toBe('fine')
  })

  test('let go of who gives up while waiting, and of nobody else', async () => {
    const lanes = createLanes(1, () => 0)
    const { running, work, end } = steerable()
    const giveUp = new AbortController()
    const first = lanes.run(giveUp.signal, work('first'))
    const second = lanes.run(giveUp.signal, work('second'))
    const third = lanes.run(undefined, work('third'))
    await settled()
    giveUp.abort(new Error('given up'))
    await expect(second).rejects.toThrow('given up')
    expect([...running.keys()]).toEqual(['first'])
    end('first')
    expect(await first).toBe('first')
    await settled()
    expect([...running.keys()]).toEqual(['third'])
    end('third')
    expect(await third).toBe('third')
  })

  test('do not begin for a signal that has already fired', async () => {
    const lanes = createLanes(1, () => 0)
    const { running, work } = steerable()
    await expect(lanes.run(AbortSignal.abort(new Error('given up')), work('never'))).rejects.toThrow('given up')
    expect(running.size).toBe(0)
  })
})
