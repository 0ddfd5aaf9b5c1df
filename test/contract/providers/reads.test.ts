import { afterEach, describe, expect, it } from 'vitest'
import type { ErrorKind } from '#shared/model/error'
import type { HttpFetch } from '#main/ports/http'
import type { Fault } from '#test/simulators/kit/faults'
import { loopbackHttp } from '#test/support/loopback-http'
import { everyKind, open, preparedRead, readNames, type Opened, type ReadName } from './stages/kinds.ts'
import { failureOf, impatient, never, statuses } from './support.ts'

const patient = loopbackHttp()
let opened: Opened | undefined

afterEach(async () => {
  await opened?.stage.simulator.close()
  opened = undefined
})

/** A form that does not know everything is better than none, so that one fails only where nothing can be asked. */
const everyRead = everyKind.flatMap(([id, kindName, record]) =>
  readNames(record)
    .filter((name) => name !== 'form')
    .map((name) => [id, kindName, name] as const),
)

const spoilt: readonly (readonly [string, Fault, ErrorKind])[] = [
  ['half a body', { kind: 'broken-body' }, 'broken-body'],
  ['another body', { kind: 'wrong-body' }, 'broken-body'],
  ['a body without an end', { kind: 'huge-body', bytes: 17 * 1024 * 1024 }, 'too-large'],
  ['a body that trickles', { kind: 'slow-body', everyMs: 15 }, 'timeout'],
  ['silence', { kind: 'hang' }, 'timeout'],
  ['connections that are dropped', { kind: 'drop' }, 'offline'],
  ['lost answers', { kind: 'lost-answer' }, 'offline'],
  ['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' }, 'redirected'],
]

describe.each(everyRead)('%s, %s tokens: %s', (id, kindName, name) => {
  let isSlow = false
  const http: HttpFetch = { send: (request) => (isSlow ? impatient : patient).send(request) }

  async function spoiled(read: ReadName, fault: Fault) {
    isSlow = false
    opened = await open(id, kindName, http)
    const { run } = await preparedRead(opened, read)
    opened.stage.simulator.faults.add({ fault, times: Infinity })
    isSlow = fault.kind === 'hang' || fault.kind === 'slow-body'
    return { here: opened, run }
  }

  it.each(statuses)('meets status %i as %s', async (status, kind) => {
    const { here, run } = await spoiled(name, { kind: 'status', status })
    const isAboutSecret = (name === 'probe' || name === 'inspect') && !here.kind.asksByCredential
    // Of a secret that is tried this is the answer, and no failure.
    if (status === 401 && isAboutSecret) {
      expect(await run()).toEqual({ kind: 'refused' })
    } else expect(await failureOf(run)).toMatchObject({ kind })
  })

  it.each(spoilt)('meets %s', async (_what, fault, kind) => {
    const { run } = await spoiled(name, fault)
    expect(await failureOf(run)).toMatchObject({ kind })
  })

  it('changes nothing, whatever it meets', async () => {
    const { here, run } = await spoiled(name, { kind: 'lost-answer' })
    const before = new Map(here.kind.held())
    await failureOf(run)
    here.stage.simulator.faults.clear()
    await run(never)
    expect(here.kind.held()).toEqual(before)
  })

  it('is cancelled while the answer is awaited', async () => {
    const { run } = await spoiled(name, { kind: 'hang' })
    isSlow = false
    const cancel = new AbortController()
    const reading = failureOf(() => run(cancel.signal))
    cancel.abort()
    expect(await reading).toMatchObject({ kind: 'cancelled' })
  })
})
