import { beforeEach, describe, expect, it } from 'vitest'
import { OthersWatch } from '#main/app/together/others-watch'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'

describe('watching what other processes save', () => {
  const clock = new FakeClock()
  const watched = new Map<string, () => void>()
  let looks: PromiseWithResolvers<undefined>[]
  let watch: OthersWatch
  /** What has ended comes to its end. */
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  beforeEach(() => {
    looks = []
    watched.clear()
    watch = new OthersWatch({
      clock,
      log: new FakeLog(),
      folders: ['/vault'],
      watch: (folder, changed) => {
        watched.set(folder, changed)
        return () => watched.delete(folder)
      },
      look: () => {
        const look = Promise.withResolvers<undefined>()
        looks.push(look)
        return look.promise
      },
    })
    watch.start()
  })

  it('looks once at what is written within a moment', () => {
    for (let times = 0; times < 3; times += 1) watched.get('/vault')?.()
    clock.advance(250)
    expect(looks).toHaveLength(1)
  })

  it('looks once more at what is written while it looks, also after a look that failed', async () => {
    watched.get('/vault')?.()
    clock.advance(250)
    watched.get('/vault')?.()
    clock.advance(1_000)
    expect(looks).toHaveLength(1)
    looks[0]?.reject(new Error('unreadable'))
    await settled()
    clock.advance(250)
    expect(looks).toHaveLength(2)
    looks[1]?.resolve(undefined)
    await settled()
    clock.advance(1_000)
    expect(looks).toHaveLength(2)
  })

  it('looks no more once it has ended', () => {
    const written = watched.get('/vault')
    written?.()
    watch.stop()
    expect(watched.size).toBe(0)
    written?.()
    clock.advance(1_000)
    expect(looks).toEqual([])
  })
})
