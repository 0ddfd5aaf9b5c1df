import { describe, expect, it } from 'vitest'
import { contract, type Channel } from '#shared/contract'
import { serve, type Served } from '#main/ipc/serve'
import { Failure } from '#main/ports/failure'
import type { Caller } from '#main/ports/wire'
import { FakeClock } from '#test/support/fake-clock'
import { FakeLog } from '#test/support/fake-log'
import { FakeWire } from '#test/support/fake-wire'
import { sampleFacts } from '#test/support/sample'

const page = { scheme: 'app:', host: 'keyrack' }
const canary = 'pul-EXAMPLE0000000000000000000000000000canary'

/** A served app whose use cases give what the test says; a channel without an answer fails unexpectedly. */
function lab(answers: Partial<Record<Channel, (input: unknown) => unknown>> = {}) {
  const wire = new FakeWire()
  const clock = new FakeClock()
  const log = new FakeLog()
  const called: string[] = []
  const handlers = Object.fromEntries(
    Object.keys(contract).map((channel) => [
      channel,
      async (input: unknown) => {
        called.push(channel)
        return answers[channel as Channel]?.(input)
      },
    ]),
  ) as unknown as Served['handlers']
  const sent: string[] = []
  const served = { handlers, greet: () => void sent.push('greeted'), resend: async () => void sent.push('all rows') }
  serve(served, wire, { page, clock, log })
  const caller: Caller = {
    ownWindow: true,
    topFrame: true,
    url: 'app://keyrack/index.html',
    focused: true,
    lastGestureAt: clock.now(),
  }
  return { wire, clock, log, caller, called, sent }
}

describe('the IPC edge', () => {
  it('answers every channel of the contract and no other', () => {
    expect(lab().wire.channels.toSorted()).toEqual(Object.keys(contract).toSorted())
  })

  it.each<[string, Partial<Caller>]>([
    ['another web contents', { ownWindow: false }],
    ['a frame inside the page', { topFrame: false }],
    ['another host of our scheme', { url: 'app://evil/index.html' }],
    ['another scheme', { url: 'https://keyrack/index.html' }],
    ['a page without an address', { url: '' }],
    ['a name that only begins like ours', { url: 'app://keyrack.evil/' }],
  ])('refuses %s on every channel, before the use case is reached', async (_, change) => {
    const { wire, caller, called } = lab()
    for (const channel of wire.channels) {
      expect(await wire.call(channel, {}, { ...caller, ...change })).toMatchObject({ ok: false })
    }
    expect(called).toEqual([])
  })

  it('refuses fields that the contract does not name, on every channel', async () => {
    const { wire, caller, called } = lab()
    for (const channel of wire.channels) {
      const answer = await wire.call(channel, { surplus: 1 }, caller)
      expect(answer, channel).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
    }
    expect(called).toEqual([])
  })

  it.each([[undefined], [null], ['text'], [[]], [42]])('refuses %j as input', async (input) => {
    const { wire, caller, called } = lab()
    for (const channel of wire.channels) {
      expect(await wire.call(channel, input, caller)).toMatchObject({ ok: false })
    }
    expect(called).toEqual([])
  })

  it('lets nothing out that the contract does not name', async () => {
    const { wire, caller, log } = lab({ 'account.add': () => ({ accountId: 'a', credential: canary }) })
    const answer = await wire.call('account.add', { checkId: 'c', name: 'n' }, caller)
    expect(answer).toEqual({ ok: false, error: { kind: 'internal' } })
    expect(log.text()).not.toContain(canary)
  })

  it('gives a failure as its kind', async () => {
    const { wire, caller } = lab({
      'account.add': () => {
        throw new Failure('rate-limited', { waitSeconds: 7, provider: 'Pulumi Cloud' })
      },
    })
    expect(await wire.call('account.add', { checkId: 'c', name: 'n' }, caller)).toEqual({
      ok: false,
      error: { kind: 'rate-limited', waitSeconds: 7, provider: 'Pulumi Cloud' },
    })
  })

  it('gives an unexpected exception as "internal", without its words', async () => {
    const { wire, caller, log } = lab({
      'account.add': () => {
        throw new TypeError(`cannot read ${canary}`)
      },
    })
    expect(await wire.call('account.add', { checkId: 'c', name: 'n' }, caller)).toEqual({
      ok: false,
      error: { kind: 'internal' },
    })
    expect(log.text()).toContain('TypeError')
    expect(log.text()).not.toContain(canary)
  })

  it('does not log the input of a call that it refused', async () => {
    const { wire, caller, log } = lab()
    await wire.call('vault.unlock', { passphrase: canary, extra: canary }, caller)
    expect(log.lines).toHaveLength(1)
    expect(log.text()).not.toContain(canary)
  })

  it('sends a window that starts what can be shown at once before its answer, and all rows afterwards', async () => {
    const { wire, caller, sent } = lab({ 'app.start': () => startAnswer })
    expect(await wire.call('app.start', {}, caller)).toMatchObject({ ok: true })
    expect(sent).toEqual(['greeted'])
    await new Promise((resolve) => setImmediate(resolve))
    expect(sent).toEqual(['greeted', 'all rows'])
  })
})

describe('the one channel that carries a secret outward', () => {
  const shown = { value: canary, showing: 1, hiddenAt: 0 }
  const reveal = () => lab({ 'secret.reveal': () => shown })

  it('gives the secret in a focused window after a gesture', async () => {
    const { wire, caller } = reveal()
    expect(await wire.call('secret.reveal', { id: 's' }, caller)).toEqual({ ok: true, value: shown })
  })

  it.each<[string, Partial<Caller>]>([
    ['the window has no focus', { focused: false }],
    ['main never saw a gesture', { lastGestureAt: null }],
  ])('refuses when %s', async (_, change) => {
    const { wire, caller, called } = reveal()
    const answer = await wire.call('secret.reveal', { id: 's' }, { ...caller, ...change })
    expect(answer).toEqual({ ok: false, error: { kind: 'gesture-needed' } })
    expect(called).toEqual([])
  })

  it('refuses when the gesture was long ago', async () => {
    const { wire, caller, clock } = reveal()
    clock.advance(5_001)
    expect(await wire.call('secret.reveal', { id: 's' }, caller)).toMatchObject({ ok: false })
  })

  it('gives one secret a gesture', async () => {
    const { wire, caller } = reveal()
    await wire.call('secret.reveal', { id: 's' }, caller)
    expect(await wire.call('secret.reveal', { id: 't' }, caller)).toMatchObject({ error: { kind: 'gesture-needed' } })
  })

  it("keeps to a person's pace, and gives again a minute later", async () => {
    const { wire, caller, clock } = reveal()
    const next = async () => {
      clock.advance(10)
      return wire.call('secret.reveal', { id: 's' }, { ...caller, lastGestureAt: clock.now() })
    }
    for (let i = 0; i < 20; i += 1) expect(await next()).toMatchObject({ ok: true })
    expect(await next()).toEqual({ ok: false, error: { kind: 'too-fast' } })
    clock.advance(60_000)
    expect(await next()).toMatchObject({ ok: true })
  })

  it('is the only one that is marked so', () => {
    const outward = Object.entries(contract).filter(([, spec]) => 'secret' in spec && spec.secret === 'out')
    expect(outward.map(([channel]) => channel)).toEqual(['secret.reveal'])
  })
})

describe('a call that a page that was taken over must not make by itself', () => {
  const inputs = {
    'secret.copy': { id: 's' },
    'window.allowCapture': { minutes: 5 },
    'place.replace': { planId: 'p' },
    'place.undoReplace': { placeId: 'p' },
    'import.store': {
      importId: 'i',
      decisions: [{ candidateId: 'c', decision: { as: 'other', name: 'n', service: 's' } }],
      jobId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
    },
    'import.clean': { importId: 'i', planId: 'p' },
  } as const
  const channels = Object.keys(inputs) as (keyof typeof inputs)[]

  it('is one of those that are marked so', () => {
    const marked = Object.entries(contract).filter(([, spec]) => 'gesture' in spec)
    expect(marked.map(([channel]) => channel).toSorted()).toEqual(channels.toSorted())
  })

  it.each(channels)('needs a gesture, and one for each: %s', async (channel) => {
    const { wire, caller, called } = lab()
    const refused = { ok: false, error: { kind: 'gesture-needed' } }
    expect(await wire.call(channel, inputs[channel], { ...caller, lastGestureAt: null })).toEqual(refused)
    expect(await wire.call(channel, inputs[channel], { ...caller, focused: false })).toEqual(refused)
    expect(called).toEqual([])
    await wire.call(channel, inputs[channel], caller)
    expect(called).toEqual([channel])
    expect(await wire.call(channel, inputs[channel], caller)).toEqual(refused)
  })
})

// A page that was taken over has no network, but main has: what lies on the clipboard would go to any address it names.
describe('a call that makes main read the clipboard', () => {
  const jobId = '3fa85f64-5717-4562-b3fc-2c963f66afa6'
  const other = {
    name: 'n',
    service: 's',
    serviceUrl: '',
    owner: '',
    expiry: { kind: 'never' },
    manageUrl: '',
    notes: '',
  }
  const draft = { expiry: { kind: 'never' } }
  const inputs = {
    'account.check': { provider: 'pulumi', address: 'https://evil.example', jobId },
    'account.reenter': { accountId: 'a', jobId },
    'secret.store': { tokenId: 't', jobId },
    'guided.create': { accountId: 'a', owner: { kind: 'me', id: 'i', name: 'n' }, kind: 'k', draft, jobId },
    'guided.regenerate': { tokenId: 't', draft, ownConfirmed: false, jobId },
    'other.add': { token: other },
    'import.paste': { jobId },
    'inspect.look': {},
    'leaked.read': {},
  } as const
  const channels = Object.keys(inputs) as (keyof typeof inputs)[]
  const withSecret = (channel: keyof typeof inputs, secret: object) => ({ ...inputs[channel], secret })

  it('is one of those that take a secret from the clipboard, and of no others', () => {
    const take = Object.entries(contract).filter(([, { input }]) => 'shape' in input && 'secret' in input.shape)
    expect(take.map(([channel]) => channel).toSorted()).toEqual(channels.toSorted())
  })

  it.each(channels)('needs a gesture: %s', async (channel) => {
    const { wire, caller, called } = lab()
    const fromClipboard = withSecret(channel, { from: 'clipboard' })
    const unseen = { ...caller, lastGestureAt: null }
    const refused = { ok: false, error: { kind: 'gesture-needed' } }
    expect(await wire.call(channel, fromClipboard, unseen)).toEqual(refused)
    expect(await wire.call(channel, fromClipboard, { ...caller, focused: false })).toEqual(refused)
    expect(called).toEqual([])
    await wire.call(channel, fromClipboard, caller)
    expect(called).toEqual([channel])
    expect(await wire.call(channel, fromClipboard, caller)).toEqual(refused)
  })

  it('needs one as well for a secret that main finds in the configuration of a tool', async () => {
    const { wire, caller, called } = lab()
    const found = withSecret('account.check', { from: 'configuration' })
    const refused = { ok: false, error: { kind: 'gesture-needed' } }
    expect(await wire.call('account.check', found, { ...caller, lastGestureAt: null })).toEqual(refused)
    expect(called).toEqual([])
    await wire.call('account.check', found, caller)
    expect(called).toEqual(['account.check'])
    const others = channels.filter((channel) => channel !== 'account.check')
    for (const channel of others) {
      const answer = await wire.call(channel, withSecret(channel, { from: 'configuration' }), caller)
      expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
    }
    expect(called).toEqual(['account.check'])
  })

  it.each(channels)('needs none for a secret that was typed: %s', async (channel) => {
    const { wire, caller, called } = lab()
    await wire.call(channel, withSecret(channel, { from: 'field', value: canary }), { ...caller, lastGestureAt: null })
    expect(called).toEqual([channel])
  })
})

const startAnswer = {
  facts: sampleFacts({ vault: { kind: 'opening' } }),
  catalogue: '[]',
  demo: false,
  version: '0.0.0',
  platform: 'linux',
}
