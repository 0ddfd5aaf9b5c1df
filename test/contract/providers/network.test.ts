import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HttpFetch, HttpRequest, HttpResponse } from '#main/ports/http'
import { splitSignIn } from '#main/ports/sign-in'
import { Secret } from '#main/ports/secret'
import { Failure } from '#main/ports/failure'
import { createNodeHttp } from '#main/adapters/node/http'
import type { Fault } from '#test/simulators/kit/faults'
import { startGithubSimulator } from '#test/simulators/github/index'
import type { RunningService } from '#test/simulators/kit/server'
import { loopbackHttp } from '#test/support/loopback-http'
import {
  changeNames,
  everyKind,
  open,
  prepared,
  preparedRead,
  readNames,
  type ChangeName,
  type Opened,
  type ReadName,
} from './stages/kinds.ts'
import { usualTimes } from './stages/times.ts'

const patient = loopbackHttp()
let opened: Opened
/** Somebody else's server, that nothing is ever to reach. */
let elsewhere: RunningService

beforeEach(async () => {
  elsewhere = await startGithubSimulator()
})

afterEach(async () => {
  await Promise.all([opened.stage.simulator.close(), elsewhere.close()])
})

type Action = { readonly read: ReadName } | { readonly change: ChangeName }

/** Everything that a session can be asked about a kind of token. */
const everyAction = everyKind.flatMap(([id, kindName, record]) => [
  ...readNames(record).map((name) => [id, kindName, name, { read: name }] as const),
  ...changeNames
    .filter((name) => record.support[name].how === 'native' || (name === 'revoke' && isEmulated(record.support[name])))
    .map((name) => [id, kindName, name, { change: name }] as const),
])

function isEmulated({ how }: { readonly how: string }): boolean {
  return how === 'emulated'
}

async function ready(id: string, kindName: string, action: Action, http: HttpFetch = patient) {
  opened = await open(id, kindName, http)
  if ('read' in action) return await preparedRead(opened, action.read)
  return prepared(opened, action.change)
}

/** What it gives, or the failure. Anything else that is thrown is a mistake. */
async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.error
  }
}

describe.each(everyAction)('%s, %s tokens: %s', (id, kindName, _name, action) => {
  it('sends secrets in one header to one server, and in no address', async () => {
    const { planted, run } = await ready(id, kindName, action)
    const made = await run()
    const credential = new Secret(opened.kind.credential ?? opened.stage.credential)
    const secrets = [
      splitSignIn(credential).secret,
      ...(planted === undefined ? [] : [new Secret(planted.secret)]),
      ...(isMade(made) ? [made.secret] : []),
      ...(opened.stage.stepUp?.password === undefined ? [] : [opened.stage.stepUp.password]),
    ].map((secret) => secret.use((value) => value))
    expect(opened.sent.length).toBeGreaterThan(0)
    for (const request of opened.sent) {
      expect(new URL(request.url).origin).toBe(opened.stage.simulator.origin)
      const { authorization, ...headers } = request.headers
      const shown = `${request.url} ${decodeURIComponent(request.url)} ${JSON.stringify(headers)}`
      for (const secret of secrets) expect(shown).not.toContain(secret)
      // What signs in is in no body, even where a body asks about another secret.
      expect(request.body ?? '').not.toContain(secrets[0])
      if (authorization !== undefined) expect(authorization).toMatch(/^(?:Bearer|Basic|token) \S+$/)
    }
  })

  it.each([
    ['another server', (address: string) => address],
    ['another server, without a scheme', (address: string) => address.replace('http:', '')],
    ['another server behind a name', (address: string) => address.replace('//', '//127.0.0.1@')],
    ['another port', (address: string) => address.replace(/:\d+$/, ':9')],
    ['another scheme', (address: string) => address.replace('http:', 'https:')],
  ])('follows no address in an answer to %s', async (_where, spelled) => {
    const misled: HttpFetch = {
      async send(request) {
        return withAddresses(await patient.send(request), opened.stage.simulator.origin, spelled(elsewhere.origin))
      },
    }
    // A list with a second page, should somebody be led there.
    let isMisleading = false
    const http = { send: (request: HttpRequest) => (isMisleading ? misled : patient).send(request) }
    const { run } = await ready(id, kindName, action, http)
    const isPaged = 'read' in action ? action.read === 'list' : action.change === 'create'
    for (let at = 0; isPaged && at < 101; at += 1) opened.kind.plant(`more-${at}`, usualTimes)
    isMisleading = true
    await outcomeOf(run)
    expect(opened.sent.length).toBeGreaterThan(0)
    for (const { url } of opened.sent) expect(new URL(url).origin).toBe(opened.stage.simulator.origin)
    expect(elsewhere.requests).toEqual([])
  })

  it('repeats no secret in a failure, whatever the provider says', async () => {
    const { planted, run } = await ready(id, kindName, action)
    const credential = splitSignIn(new Secret(opened.kind.credential ?? opened.stage.credential)).secret
    const secrets = [credential.use((value) => value), ...(planted === undefined ? [] : [planted.secret])]
    const said = `${secrets.join(' and ')} are no good, says ${secrets.map(encodeURIComponent).join()}`
    for (const status of [400, 401, 403, 404, 409, 422, 429, 500, 503]) {
      opened.stage.simulator.faults.clear()
      opened.stage.simulator.faults.add({ fault: { kind: 'status', status, message: said }, times: Infinity })
      const outcome = JSON.stringify(await outcomeOf(run))
      for (const secret of secrets) {
        expect(outcome).not.toContain(secret.slice(0, 20))
        expect(outcome).not.toContain(secret.slice(-20))
      }
    }
  })
})

/** The HTTP is one for all, so that a kind of each provider and one change of it show how it is used. */
const someActions = everyAction.filter(([id, , name, action], at) => {
  // A form does without what it is not told.
  if (name === 'form') return false
  const first = everyAction.findIndex(
    (other) => other[0] === id && ('change' in action ? 'change' in other[3] : other[2] === name),
  )
  return first === at
})

describe.each(someActions)('%s, %s tokens: %s, over the HTTP of the product', (id, kindName, _name, action) => {
  const spoilt: readonly (readonly [string, (to: string) => Fault, string])[] = [
    ['follows no redirect to another server', (to) => ({ kind: 'redirect', to }), 'redirected'],
    ['cuts a body without an end', () => ({ kind: 'huge-body', bytes: 40 * 1024 * 1024 }), 'too-large'],
    ['cuts an answer that trickles', () => ({ kind: 'slow-body', everyMs: 60 }), 'timeout'],
    ['cuts an answer that does not come', () => ({ kind: 'hang' }), 'timeout'],
  ]
  it.each(spoilt)('%s', async (_what, fault, kind) => {
    let isSpoiled = false
    const real = createNodeHttp({})
    // Nobody waits for the real time limit; that there is one, the request says.
    const http: HttpFetch = {
      send: (request) => real.send(isSpoiled ? { ...request, timeoutMs: Math.min(request.timeoutMs, 200) } : request),
    }
    const { run } = await ready(id, kindName, action, http)
    const spoiling = fault(`${elsewhere.origin}/`)
    isSpoiled = spoiling.kind === 'hang' || spoiling.kind === 'slow-body'
    opened.stage.simulator.faults.add({ fault: spoiling, times: Infinity })
    const outcome = await outcomeOf(run)
    expect(elsewhere.requests).toEqual([])
    for (const request of opened.sent) {
      expect(request.timeoutMs).toBeLessThanOrEqual(30_000)
      expect(request.maxBytes).toBeLessThanOrEqual(16 * 1024 * 1024)
    }
    // An answer without a body is there at once. A change may ask before it changes anything.
    if (outcome === 'revoked') expect(spoiling.kind).toBe('slow-body')
    else if ('read' in action) expect(outcome).toMatchObject({ kind })
    else expect([kind, 'answer-lost']).toContain((outcome as { kind?: unknown }).kind)
  })
})

function isMade(value: unknown): value is { readonly secret: Secret } {
  return typeof value === 'object' && value !== null && 'secret' in value && value.secret instanceof Secret
}

/** The same answer with every address and every path in it at another server; who issued it stays as it was. */
function withAddresses(answer: HttpResponse, origin: string, other: string): HttpResponse {
  const moved = (text: string) => text.replaceAll(origin, other)
  const body = answer.body
    .replaceAll(/"(issuer)":"[^"]*"|"(\/[^"\\]*)"/g, (found: string, issuer?: string, path?: string) =>
      issuer === undefined && path !== undefined ? `"${other}${path}"` : found.replaceAll(origin, ' origin '),
    )
    .replaceAll(origin, other)
    .replaceAll(' origin ', origin)
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, moved(value)] as const)
  return { ...answer, body, headers: Object.fromEntries(headers) }
}
