import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { Secret } from '#main/ports/secret'
import { exchanged, type ShortLived } from '#main/providers/kit/exchanged'
import { FakeClock } from '#test/support/fake-clock'

const hour = 3_600_000
const never = new AbortController().signal

/** An exchange that is answered by hand, and its calls. */
let clock: FakeClock
let calls: PromiseWithResolvers<ShortLived>[]
let credential: (signal: AbortSignal) => Promise<Secret>

beforeEach(() => {
  clock = new FakeClock()
  calls = []
  credential = exchanged(clock, (signal) => {
    const call = Promise.withResolvers<ShortLived>()
    calls.push(call)
    signal.addEventListener('abort', () => call.reject(new Failure('cancelled')))
    return call.promise
  })
})

const answer = (at: number, name: string, lasts = hour): void =>
  calls[at]?.resolve({ secret: new Secret(`EXAMPLE-${name}`), endsAt: clock.now() + lasts })
const valueOf = async (asked: Promise<Secret>): Promise<string> => (await asked).use((value) => value)
const kindOf = (asked: Promise<Secret>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: unknown) => (error instanceof Failure ? error.error.kind : String(error)),
  )
/** Lets everything run that waits for nothing but its turn. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a credential that is exchanged for another', () => {
  it('is exchanged once for all who ask at once, and kept for who asks later', async () => {
    const asked = [credential(never), credential(never), credential(never)]
    answer(0, 'first')
    expect(await Promise.all(asked.map(valueOf))).toEqual(['EXAMPLE-first', 'EXAMPLE-first', 'EXAMPLE-first'])
    expect(await valueOf(credential(never))).toBe('EXAMPLE-first')
    expect(calls).toHaveLength(1)
  })

  it('is exchanged again a minute before it ends, once for all', async () => {
    const before = credential(never)
    answer(0, 'first')
    await before
    clock.advance(hour - 60_001)
    expect(await valueOf(credential(never))).toBe('EXAMPLE-first')
    clock.advance(1)
    const asked = [credential(never), credential(never)]
    await settled()
    expect(calls).toHaveLength(2)
    answer(1, 'second')
    expect(await Promise.all(asked.map(valueOf))).toEqual(['EXAMPLE-second', 'EXAMPLE-second'])
  })

  it('is given even when it lasts less than a minute, and not kept', async () => {
    const asked = [credential(never), credential(never)]
    answer(0, 'short', 1000)
    expect(await Promise.all(asked.map(valueOf))).toEqual(['EXAMPLE-short', 'EXAMPLE-short'])
    const later = credential(never)
    answer(1, 'next')
    expect(await valueOf(later)).toBe('EXAMPLE-next')
  })

  it('fails once for all who wait, and is tried again by who asks next', async () => {
    const asked = [credential(never), credential(never), credential(never)].map(kindOf)
    calls[0]?.reject(new Failure('wrong-token'))
    expect(await Promise.all(asked)).toEqual(['wrong-token', 'wrong-token', 'wrong-token'])
    expect(calls).toHaveLength(1)
    const again = credential(never)
    answer(1, 'second')
    expect(await valueOf(again)).toBe('EXAMPLE-second')
  })

  it('is exchanged by the next one when the one who began is cancelled', async () => {
    const first = new AbortController()
    const cancelled = kindOf(credential(first.signal))
    const others = [credential(never), credential(never)]
    first.abort()
    expect(await cancelled).toBe('cancelled')
    await settled()
    expect(calls).toHaveLength(2)
    answer(1, 'second')
    expect(await Promise.all(others.map(valueOf))).toEqual(['EXAMPLE-second', 'EXAMPLE-second'])
  })

  it('lets go at once whoever is cancelled while waiting for another one’s exchange', async () => {
    const first = credential(never)
    const second = new AbortController()
    const cancelled = kindOf(credential(second.signal))
    second.abort()
    expect(await cancelled).toBe('cancelled')
    answer(0, 'first')
    expect(await valueOf(first)).toBe('EXAMPLE-first')
  })

  it('asks nobody for one who is cancelled already', async () => {
    expect(await kindOf(credential(AbortSignal.abort()))).toBe('cancelled')
    expect(calls).toEqual([])
  })
})
