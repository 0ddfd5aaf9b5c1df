import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ErrorKind } from '#shared/model/error'
import type { HttpRequest } from '#main/ports/http'
import type { ProviderSession } from '#main/ports/provider'
import { createProviders } from '#main/providers/index'
import type { Fault } from '#test/simulators/kit/faults'
import { loopbackHttp } from '#test/support/loopback-http'
import type { SkippingClock } from './skipping-clock.ts'
import { listsAtOnce, stages } from './stages/index.ts'
import type { Stage } from './stages/stage.ts'
import { connected, does, failureOf, impatient, leftOut, never, statuses, unusedPorts } from './support.ts'

const patient = loopbackHttp()
const everyProvider = createProviders(unusedPorts).map(({ record }) => record.id)

/** What spoils a whole exchange, and how a read meets it. A change that meets it has lost its answer. */
const spoilt: readonly (readonly [Fault['kind'], Fault, ErrorKind])[] = [
  ['broken-body', { kind: 'broken-body' }, 'broken-body'],
  ['wrong-body', { kind: 'wrong-body' }, 'broken-body'],
  ['huge-body', { kind: 'huge-body', bytes: 17 * 1024 * 1024 }, 'too-large'],
  ['drop', { kind: 'drop' }, 'offline'],
  ['lost-answer', { kind: 'lost-answer' }, 'offline'],
  ['hang', { kind: 'hang' }, 'timeout'],
  ['redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' }, 'redirected'],
]

it('has a stage for every provider in the list', () => {
  expect(Object.keys(stages).sort()).toEqual([...everyProvider].sort())
})

describe.each(everyProvider)('%s when calls fail', (id) => {
  const doesChange = does(id, 'create', 'update', 'regenerate', 'revoke')
  let stage: Stage
  let session: ProviderSession
  let clock: SkippingClock
  let sentRequests: HttpRequest[]
  let isHanging: (request: HttpRequest) => boolean

  beforeEach(async () => {
    const start = stages[id]
    if (!start) throw new Error(`no stage for ${id}`)
    stage = await start()
    sentRequests = []
    isHanging = () => false
    const recording = {
      send(request: HttpRequest) {
        sentRequests.push(request)
        return (isHanging(request) ? impatient : patient).send(request)
      },
    }
    ;({ session, clock } = connected(id, stage.simulator.origin, stage.credential, recording, stage.stepUp))
  })

  afterEach(async () => {
    await stage.simulator.close()
  })

  const isChange = (path: string): boolean => stage.changePath?.test(path) ?? true
  /** What changes was sent so often; what had to be read before does not count. */
  const changesSent = () => stage.simulator.requests.filter(({ path }) => isChange(path))

  function always(fault: Fault): void {
    isHanging = () => fault.kind === 'hang'
    stage.simulator.faults.clear()
    stage.simulator.faults.add({ fault, times: Infinity })
  }

  /** The fault is met by what changes, and not by what has to be read before. */
  function spoilChanges(fault: Fault, times = Infinity): void {
    isHanging = ({ url }) => fault.kind === 'hang' && isChange(url)
    stage.simulator.faults.clear()
    stage.simulator.faults.add({ fault, times, ...(stage.changePath ? { match: { path: stage.changePath } } : {}) })
  }

  const readNames = ['identify', 'list'] as const
  const read = (name: string): Promise<unknown> => stage.reads[name]!(session, never)
  const change = (name: string): Promise<unknown> => stage.changes[name]!(session, never)
  /** Some providers make no tokens by a call: ending one is their change then, whose answer has no body to be read. */
  const mainChange = (): string => (stage.changes['create'] === undefined ? 'revoke' : 'create')
  const readsNoAnswer = (name: string, { kind }: Fault): boolean =>
    name === 'revoke' && (kind === 'broken-body' || kind === 'wrong-body')

  it('succeeds in every read and every change when nothing fails', async () => {
    for (const action of [...Object.values(stage.reads), ...Object.values(stage.changes)]) await action(session, never)
    expect(clock.waits).toEqual([])
  })

  describe.each(readNames)('reading (%s)', (name) => {
    it.each(statuses)('meets status %i as %s', async (status, kind) => {
      always({ kind: 'status', status })
      expect(await failureOf(() => read(name))).toMatchObject({ kind })
    })

    it.each(spoilt)('meets %s', async (_name, fault, kind) => {
      always(fault)
      expect(await failureOf(() => read(name))).toMatchObject({ kind })
    })

    it('meets a server that is not there', async () => {
      await stage.simulator.close()
      expect(await failureOf(() => read(name))).toMatchObject({ kind: 'offline', code: 'refused' })
    })

    it('is cancelled while the answer is awaited', async () => {
      always({ kind: 'hang' })
      const cancel = new AbortController()
      const reading = failureOf(() => stage.reads[name]!(session, cancel.signal))
      cancel.abort()
      expect(await reading).toMatchObject({ kind: 'cancelled' })
    })

    it('is not begun when it was cancelled before', async () => {
      expect(await failureOf(() => stage.reads[name]!(session, AbortSignal.abort()))).toMatchObject({
        kind: 'cancelled',
      })
      expect(stage.simulator.requests).toEqual([])
    })
  })

  describe('trying again', () => {
    it.each([502, 503, 504])('reads twice more after %i, with longer pauses', async (status) => {
      stage.simulator.faults.add({ fault: { kind: 'status', status }, times: 2 })
      await read('identify')
      expect(clock.waits).toEqual([1000, 2000])
    })

    it('gives up after the third try', async () => {
      always({ kind: 'status', status: 503 })
      await failureOf(() => read('identify'))
      expect(stage.simulator.requests).toHaveLength(3)
    })

    it('reads again after a dropped connection', async () => {
      stage.simulator.faults.add({ fault: { kind: 'drop' }, times: 2 })
      await read('identify')
      expect(clock.waits).toEqual([1000, 2000])
    })

    it('waits as long as a rate limit asks for', async () => {
      stage.simulator.faults.add({ fault: { kind: 'status', status: 429, retryAfter: 7 } })
      await read('identify')
      expect(clock.waits).toEqual([7000])
    })

    it('tells of a long wait instead of waiting', async () => {
      always({ kind: 'status', status: 429, retryAfter: 120 })
      expect(await failureOf(() => read('identify'))).toMatchObject({ kind: 'rate-limited', waitSeconds: 120 })
      expect(clock.waits).toEqual([])
    })

    it('does not read again what no repetition mends', async () => {
      for (const fault of [{ kind: 'status', status: 500 }, { kind: 'broken-body' }, { kind: 'hang' }] as const) {
        always(fault)
        await failureOf(() => read('identify'))
      }
      expect(stage.simulator.requests).toHaveLength(3)
    })

    const itChanges = doesChange ? it : leftOut
    itChanges('never changes twice, whatever the failure', async () => {
      const faults = [
        ...statuses.map(([status]) => ({ kind: 'status', status }) as const),
        ...spoilt.map((one) => one[1]),
      ]
      for (const fault of faults) {
        if (readsNoAnswer(mainChange(), fault)) continue
        stage.simulator.requests.length = 0
        spoilChanges(fault)
        await failureOf(() => change(mainChange()))
        const [sent, ...others] = changesSent().map(({ method, path }) => `${method} ${path}`)
        // Reading the list afterwards, to learn whether it is gone, is no second try.
        expect(others, JSON.stringify(fault)).not.toContain(sent)
      }
      expect(clock.waits).toEqual([])
    })
  })

  const describeChanges = doesChange ? describe : leftOut
  describeChanges('changing', () => {
    it.each([...statuses, [409, 'name-taken'] as const])(
      'meets status %i as %s, and nothing was made',
      async (status, kind) => {
        const before = stage.count()
        spoilChanges({ kind: 'status', status })
        expect(await failureOf(() => change(mainChange()))).toMatchObject({ kind })
        expect(stage.count()).toBe(before)
      },
    )

    const itRevokes = does(id, 'list') && does(id, 'revoke') ? it : leftOut
    itRevokes('does not call a token gone that is listed, when revoking it finds nothing', async () => {
      spoilChanges({ kind: 'status', status: 404 }, 1)
      expect(await failureOf(() => change('revoke'))).toMatchObject({ kind: 'not-found' })
    })

    it('tells how long a rate limit lasts', async () => {
      spoilChanges({ kind: 'status', status: 429, retryAfter: 3 })
      expect(await failureOf(() => change(mainChange()))).toMatchObject({ kind: 'rate-limited', waitSeconds: 3 })
    })

    it.each([502, 504])('takes the answer for lost when a gateway says %i', async (status) => {
      spoilChanges({ kind: 'status', status })
      expect(await failureOf(() => change(mainChange()))).toMatchObject({ kind: 'answer-lost', code: String(status) })
    })

    it.each(spoilt)('takes the answer for lost after %s', async (_name, fault) => {
      for (const name of Object.keys(stage.changes)) {
        // A deletion that was answered with 200 is done, whatever stands in the body.
        if (readsNoAnswer(name, fault)) continue
        spoilChanges(fault)
        expect(await failureOf(() => change(name)), name).toMatchObject({ kind: 'answer-lost' })
      }
    })

    it('finds that the change was made whose answer was lost', async () => {
      const before = stage.count()
      spoilChanges({ kind: 'lost-answer' }, 1)
      expect(await failureOf(() => change(mainChange()))).toMatchObject({ kind: 'answer-lost' })
      expect(Math.abs(stage.count() - before)).toBe(1)
    })

    it('fails as offline, and not as lost, when the server was never reached', async () => {
      await stage.simulator.close()
      expect(await failureOf(() => change(mainChange()))).toMatchObject({ kind: 'offline' })
    })

    it('does not know what a change did that was cancelled on its way', async () => {
      const cancel = new AbortController()
      spoilChanges({ kind: 'hang' })
      const { origin } = stage.simulator
      const patiently = connected(id, origin, stage.credential, patient, stage.stepUp).session
      const changing = failureOf(() => stage.changes[mainChange()]!(patiently, cancel.signal))
      await vi.waitFor(() => expect(changesSent()).toHaveLength(1))
      cancel.abort()
      expect(await changing).toMatchObject({ kind: 'answer-lost', code: 'cancelled' })
    })

    it('is not begun when it was cancelled before', async () => {
      expect(await failureOf(() => stage.changes[mainChange()]!(session, AbortSignal.abort()))).toMatchObject({
        kind: 'cancelled',
      })
      expect(stage.simulator.requests).toEqual([])
    })
  })

  describe('the credential', () => {
    it('stands in the Authorization header of every call, and nowhere else', async () => {
      for (const action of [...Object.values(stage.reads), ...Object.values(stage.changes)])
        await action(session, never)
      expect(sentRequests.length).toBeGreaterThan(2)
      for (const request of sentRequests) {
        const { authorization, ...headers } = request.headers
        expect(authorization).toBe(stage.publicPath?.test(request.url) ? undefined : stage.authorization)
        expect(JSON.stringify([request.url, request.body, headers])).not.toContain(stage.credential)
      }
    })

    it('is in no failure, not even when the provider repeats it', async () => {
      const said = `token ${stage.credential} (${stage.credential.slice(0, 20)}) is not good, says ${stage.credential}`
      const faults: Fault[] = [
        ...[400, 401, 403, 409, 429, 500, 503].map((status) => ({ kind: 'status', status, message: said }) as const),
        { kind: 'wrong-body', body: { value: stage.credential, [stage.credential]: 1 } },
      ]
      for (const fault of faults) {
        always(fault)
        const changes = !doesChange || readsNoAnswer(mainChange(), fault) ? [] : [() => change(mainChange())]
        for (const action of [() => read('identify'), ...changes]) {
          const error = JSON.stringify(await failureOf(action))
          expect(error).not.toContain(stage.credential.slice(0, 20))
          expect(error).not.toContain(stage.credential.slice(-20))
        }
      }
    })

    it('does not follow a redirect to another server', async () => {
      const start = stages[id]!
      const elsewhere = await start()
      always({ kind: 'redirect', to: `${elsewhere.simulator.origin}/` })
      await failureOf(() => read('identify'))
      if (doesChange) await failureOf(() => change(mainChange()))
      expect(elsewhere.simulator.requests).toEqual([])
      await elsewhere.simulator.close()
    })

    it('is for no origin that is neither https nor on this computer', async () => {
      const error = await failureOf(async () =>
        connected(id, 'http://example.com', stage.credential).session.identify(never),
      )
      expect(error).toMatchObject({ kind: 'origin-refused' })
    })

    it.each(['', 'two words', 'line\nbreak', 'umlaut-ü'])(
      'fails as wrong when it is %j, and nothing is sent',
      async (value) => {
        const broken = connected(id, stage.simulator.origin, value).session
        expect(await failureOf(() => broken.identify(never))).toMatchObject({ kind: 'wrong-token' })
        expect(stage.simulator.requests).toEqual([])
      },
    )
  })

  const describeLists = does(id, 'list') && !listsAtOnce.has(id) ? describe : leftOut
  describeLists('paging', () => {
    it('reaches the end of a long part, each token once', async () => {
      const issued = []
      let pages = 0
      for await (const page of session.list(stage.longPart, never)) {
        pages += 1
        issued.push(...page.tokens)
      }
      expect(pages).toBeGreaterThan(2)
      expect(new Set(issued.map(({ issuerId }) => issuerId)).size).toBe(stage.longPartTokens)
      expect(issued).toHaveLength(stage.longPartTokens)
    })

    it('ends with a failure, after the pages that came, when one fails', async () => {
      let pages = 0
      const error = await failureOf(async () => {
        for await (const _page of session.list(stage.longPart, never)) {
          pages += 1
          stage.simulator.faults.add({ fault: { kind: 'status', status: 500 } })
        }
      })
      expect(error).toMatchObject({ kind: 'server-error' })
      expect(pages).toBe(1)
    })

    it('can be cancelled between two pages', async () => {
      const cancel = new AbortController()
      const error = await failureOf(async () => {
        for await (const _page of session.list(stage.longPart, cancel.signal)) cancel.abort()
      })
      expect(error).toMatchObject({ kind: 'cancelled' })
      expect(stage.simulator.requests).toHaveLength(1)
    })

    it('comes to an end when the provider does not', async () => {
      const http = { send: () => Promise.resolve({ status: 200, headers: {}, body: stage.endlessPage() }) }
      const endless = connected(id, stage.simulator.origin, stage.credential, http).session
      const error = await failureOf(async () => {
        for await (const page of endless.list(stage.longPart, never)) expect(page).toBeDefined()
      })
      expect(error).toMatchObject({ kind: 'broken-body', code: 'paging' })
    })
  })
})
