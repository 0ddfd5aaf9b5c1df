import type { AppError, ErrorKind } from '#shared/model/error'
import type { OperationName } from '#shared/model/provider'
import { Failure } from '#main/ports/failure'
import type { HttpFetch } from '#main/ports/http'
import type { Provider, ProviderSession, StepUp } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { withAtOnce } from '#main/providers/kit/at-once'
import { sessions } from './sessions.ts'
import { SkippingClock } from './skipping-clock.ts'
import { loopbackHttp } from '#test/support/loopback-http'
import { now } from './stages/stage.ts'

/** Ports for what makes no call: using one is an error. */
export const unusedPorts = {
  http: { send: () => Promise.reject(new Error('no call was expected')) },
  clock: new SkippingClock(now),
}

/** A call that nobody cancels. */
export const never: AbortSignal = new AbortController().signal

/** What a call failed with. Fails itself when the call succeeds or throws anything but a `Failure`. */
export async function failureOf(action: () => Promise<unknown>): Promise<AppError> {
  try {
    await action()
  } catch (error) {
    if (error instanceof Failure) return error.error
    throw error
  }
  throw new Error('it did not fail')
}

/** For a server that never answers. */
export const impatient = loopbackHttp({ impatientMs: 40 })

/** A provider of the list, with a session and the clock it waits by. */
export function connected(
  id: string,
  origin: string,
  credential: string,
  http: HttpFetch = loopbackHttp(),
  stepUp?: StepUp,
): { provider: Provider; session: ProviderSession; clock: SkippingClock } {
  const clock = new SkippingClock(now)
  const provider = createProviders({ http, clock }).find(({ record }) => record.id === id)
  if (!provider) throw new Error(`no provider ${id}`)
  const session = sessions[id]
  if (!session) throw new Error(`no session of ${id}`)
  return {
    provider,
    session: session({ http: withAtOnce(http), clock }, origin, new Secret(credential), stepUp),
    clock,
  }
}

/** Does a provider do so by a call, for a kind of token at least? What it does not, its own tests see refused. */
export function does(id: string, ...operations: readonly ('list' | OperationName)[]): boolean {
  const records = createProviders(unusedPorts).map(({ record }) => record)
  const kinds = records.filter((record) => record.id === id).flatMap(({ tokenKinds }) => tokenKinds)
  const supports = kinds.flatMap(({ support }) => operations.map((operation) => support[operation].how))
  return supports.includes('native') || supports.includes('emulated')
}

/** In place of `it` and `describe` for what a provider cannot do: no test that is skipped, as there is nothing to test. */
export const leftOut = (_name: string, _body: () => unknown): void => {}

/** How a status is met where the provider's own errors say nothing else. */
export const statuses: readonly (readonly [number, ErrorKind])[] = [
  [400, 'invalid-input'],
  [401, 'wrong-token'],
  [403, 'missing-permission'],
  [404, 'not-found'],
  [429, 'rate-limited'],
  [500, 'server-error'],
  [503, 'server-error'],
]
