import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAlarm, type Alarm } from '#renderer/data/alarm'

const start = Date.UTC(2026, 0, 1)
const day = 86_400_000
let alarm: Alarm

beforeEach(() => void vi.useFakeTimers({ now: start }))
afterEach(() => {
  alarm.stop()
  vi.useRealTimers()
})

function ringing() {
  const ring = vi.fn()
  alarm = createAlarm(ring)
  return ring
}

describe('the alarm', () => {
  it('rings once, at the instant and not before', () => {
    const ring = ringing()
    alarm.set(start + 1000)
    vi.advanceTimersByTime(999)
    expect(ring).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(ring).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(10 * day)
    expect(ring).toHaveBeenCalledTimes(1)
  })

  it('waits longer than a timer can', () => {
    const ring = ringing()
    alarm.set(start + 100 * day)
    vi.advanceTimersByTime(100 * day - 1)
    expect(ring).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(ring).toHaveBeenCalledTimes(1)
  })

  it('does nothing while nothing is set: no looking again and again', () => {
    const ring = ringing()
    alarm.set(null)
    expect(vi.getTimerCount()).toBe(0)
    expect(ring).not.toHaveBeenCalled()
  })

  it.each([
    ['focus', () => window.dispatchEvent(new Event('focus'))],
    ['visibility', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('catches up by %s after timers stood still', (_, comeBack) => {
    const ring = ringing()
    alarm.set(start + day)
    vi.setSystemTime(start + 2 * day)
    expect(ring).not.toHaveBeenCalled()
    comeBack()
    expect(ring).toHaveBeenCalledTimes(1)
  })

  it('leaves it at that when the window comes back too early', () => {
    const ring = ringing()
    alarm.set(start + day)
    window.dispatchEvent(new Event('focus'))
    expect(ring).not.toHaveBeenCalled()
    vi.advanceTimersByTime(day)
    expect(ring).toHaveBeenCalledTimes(1)
  })

  it('rings when the clock was set back: what has passed may be to come again', () => {
    const ring = ringing()
    alarm.set(null)
    vi.setSystemTime(start - day)
    window.dispatchEvent(new Event('focus'))
    expect(ring).toHaveBeenCalledTimes(1)
  })

  it('is silent once it is stopped', () => {
    const ring = ringing()
    alarm.set(start + 1000)
    alarm.stop()
    vi.advanceTimersByTime(day)
    window.dispatchEvent(new Event('focus'))
    expect(ring).not.toHaveBeenCalled()
  })
})
