import { afterEach, describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import type { HttpFetch, HttpRequest } from '#main/ports/http'
import type { Fault } from '#test/simulators/kit/faults'
import { loopbackHttp } from '#test/support/loopback-http'
import { changeNames, everyKind, open, prepared, type ChangeName, type Opened } from './stages/kinds.ts'
import { listed } from './stages/stage.ts'
import { impatient, statuses } from './support.ts'

const patient = loopbackHttp()
let opened: Opened | undefined

afterEach(async () => {
  await opened?.stage.simulator.close()
  opened = undefined
})

/** Every change that a provider makes by a call of its own. */
const everyChange = everyKind.flatMap(([id, kindName, { support }]) =>
  changeNames
    .filter((name) => support[name].how === 'native' || (name === 'revoke' && support[name].how === 'emulated'))
    .map((name) => [id, kindName, name] as const),
)

/** What spoils an exchange after it was sent; whether the change was made all the same. */
const spoilt: readonly (readonly [string, Fault, boolean])[] = [
  ['a lost answer', { kind: 'lost-answer' }, true],
  ['a connection that is dropped', { kind: 'drop' }, false],
  ['silence', { kind: 'hang' }, false],
  ['half a body', { kind: 'broken-body' }, true],
  ['another body', { kind: 'wrong-body' }, true],
  ['a body without an end', { kind: 'huge-body', bytes: 17 * 1024 * 1024 }, true],
  ['a body that trickles', { kind: 'slow-body', everyMs: 15 }, true],
  ['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' }, false],
  ['a gateway that gave up', { kind: 'status', status: 504 }, false],
  ['a gateway without a server', { kind: 'status', status: 502 }, false],
]

const asText = ({ method, url, body = '' }: HttpRequest): string => `${method} ${url} ${body}`

describe.each(everyChange)('%s, %s tokens: %s', (id, kindName, name) => {
  it('changes something by one of its requests, and by no other', async () => {
    expect(await changingRequests(id, kindName, name)).toHaveLength(1)
  })

  it.each(spoilt)('that meets %s is not sent again, and nobody claims to know', async (_what, fault, isMade) => {
    const [at = -1] = await changingRequests(id, kindName, name)
    const { sent, held } = await begin(at, fault)
    const before = held()
    const { outcome } = await ended()
    // What was answered with a success is done, whether there is a body to be read or not.
    if (name === 'revoke' && outcome === 'revoked') expect(isMade).toBe(true)
    else expect(outcome).toMatchObject({ kind: 'answer-lost' })
    expect(held() === before).toBe(!isMade)
    const changing = asText(sent[at]!)
    expect(sent.filter((request) => asText(request) === changing)).toHaveLength(1)
  })

  it('whose answer was lost shows in the list', async () => {
    const [at = -1] = await changingRequests(id, kindName, name)
    const { here } = await begin(at, { kind: 'lost-answer' })
    await ended()
    if (kindIsListed(id, kindName)) {
      const { tokens } = await listed(here.session, here.kind.part)
      expect(tokens.map(({ issuerId }) => issuerId).sort()).toEqual([...here.kind.held().keys()].sort())
    }
  })

  it.each(statuses)('is refused with %i as %s, and nothing is changed', async (status, kind) => {
    const [at = -1] = await changingRequests(id, kindName, name)
    const { here, sent, held } = await begin(at, { kind: 'status', status }, Infinity)
    const before = held()
    const { outcome } = await ended()
    // A service that says itself that there is no such token has ended it, as far as anybody can tell.
    if (name === 'revoke' && status === 404 && outcome === 'already-gone') return
    const isSeenGood = status === 401 && here.kind.seenGoodBefore?.includes(name)
    expect(outcome).toMatchObject({ kind: isSeenGood ? 'missing-permission' : kind })
    expect(held()).toBe(before)
    const changing = asText(sent[at]!)
    expect(sent.filter((request) => asText(request) === changing)).toHaveLength(1)
  })

  let running: () => Promise<unknown>

  /** A fresh stage on which the request with this number meets a fault, and as many after it as `times` says. */
  async function begin(at: number, fault: Fault, times = 1) {
    const http: HttpFetch = {
      send(request) {
        const number = opened!.sent.length - 1
        if (number === at) opened!.stage.simulator.faults.add({ fault, times })
        const isSlow = number === at && (fault.kind === 'hang' || fault.kind === 'slow-body')
        return (isSlow ? impatient : patient).send(request)
      },
    }
    const here = await open(id, kindName, http)
    opened = here
    running = prepared(here, name).run
    return { here, sent: here.sent, held: () => JSON.stringify([...here.kind.held()]) }
  }

  async function ended() {
    try {
      return { outcome: await running() }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return { outcome: error.error }
    }
  }
})

function kindIsListed(id: string, kindName: string): boolean {
  return everyKind.some(([one, kind, { support }]) => one === id && kind === kindName && support.list.how === 'native')
}

const known = new Map<string, readonly number[]>()

/** The numbers of the requests of a change after which the provider holds something else than before. */
async function changingRequests(id: string, kindName: string, name: ChangeName): Promise<readonly number[]> {
  const key = `${id} ${kindName} ${name}`
  const found = known.get(key)
  if (found !== undefined) return found
  const numbers: number[] = []
  const here = await open(id, kindName, {
    async send(request) {
      const held = () => JSON.stringify([...here.kind.held()])
      const number = here.sent.length - 1
      const before = held()
      const answer = await patient.send(request)
      if (held() !== before) numbers.push(number)
      return answer
    },
  })
  try {
    await prepared(here, name).run()
  } finally {
    await here.stage.simulator.close()
  }
  known.set(key, numbers)
  return numbers
}
