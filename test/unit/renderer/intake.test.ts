import { describe, expect, it } from 'vitest'
import { createIntake } from '#renderer/data/intake'
import { manyRows } from '#test/support/sample'

/** An intake whose frames are drawn when the test says so. */
function intake() {
  const seen: number[] = []
  const frames: (() => void)[] = []
  const { add, stop } = createIntake(
    ({ upsert }) => seen.push(upsert.length),
    (action) => frames.push(action),
  )
  const send = (count: number) =>
    add(JSON.stringify({ reset: false, upsert: manyRows(count), remove: [], done: false }))
  return { seen, frames, send, stop, draw: () => frames.shift()?.() }
}

describe('the intake of rows', () => {
  it('takes a few rows in at once', () => {
    const { seen, frames, send } = intake()
    send(3)
    send(1)
    expect(seen).toEqual([3, 1])
    expect(frames).toEqual([])
  })

  it('lets a frame be drawn between two full chunks, and keeps their order', () => {
    const { seen, send, draw } = intake()
    send(250)
    send(249)
    send(2)
    send(7)
    expect(seen).toEqual([250])
    draw()
    expect(seen).toEqual([250, 249, 2])
    draw()
    expect(seen).toEqual([250, 249, 2, 7])
  })

  it('waits for one frame at a time', () => {
    const { frames, send } = intake()
    send(250)
    send(250)
    send(250)
    expect(frames).toHaveLength(1)
  })

  it('takes nothing more in when it was stopped', () => {
    const { seen, send, draw, stop } = intake()
    send(250)
    send(1)
    stop()
    draw()
    expect(seen).toEqual([250])
  })
})
