import type { Clock } from '#main/ports/clock'
import { Failure } from '#main/ports/failure'
import { HttpFailure, type HttpFetch, type HttpRequest, type HttpResponse } from '#main/ports/http'
import type { Secret } from '#main/ports/secret'
import type { Auth } from './auth.ts'
import { onBase } from './base.ts'
import type { BodyReader } from './body.ts'
import { pause } from './pause.ts'
import { problemOfTheWay, retryAfter, type Problem } from './problem.ts'
import { cleaned } from './said.ts'

const timeoutMs = 30_000
const maxBytes = 16 * 1024 * 1024
/** A file that the person asked for may be long. */
const downloadTimeoutMs = 300_000
const downloadMaxBytes = 128 * 1024 * 1024
const longestRefusal = 64 * 1024
/** A read is tried so many times again, after one second and then two. */
const retries = 2
/** A wait the provider asks for that is longer than this is the person's to decide. */
const longestWaitSeconds = 10
const passing: ReadonlySet<number> = new Set([502, 503, 504])

export interface ClientPorts {
  readonly http: HttpFetch
  readonly clock: Clock
}

export interface ClientSettings {
  /** Display name of the provider, for failures. */
  readonly provider: string
  /** The one origin the credential is for, with the path that the instance is below where it has one. */
  readonly origin: string
  readonly credential: Secret
  /** How the credential is shown. */
  readonly auth: Auth
  /** Other secrets that calls carry: no failure repeats them either. */
  readonly secrets?: readonly Secret[]
  /** Headers of every call. */
  readonly headers: Readonly<Record<string, string>>
  /** Reads an answer that is no success. */
  readonly problem: (answer: HttpResponse) => Problem
  /** For services that refuse with a status of success: what the body says went wrong, null when nothing did. */
  readonly refused?: (answer: HttpResponse) => Problem | null
  /** For services with a header of their own for it: how many seconds to wait. Asked where `Retry-After` says nothing. */
  readonly waits?: (answer: HttpResponse, now: number) => number | undefined
}

export interface Call<T> {
  readonly method: HttpRequest['method']
  /** A path below the client's, or any URL: it is refused unless it stays on the client's origin and below its path. */
  readonly url: string
  /** Sent as JSON; none when undefined. */
  readonly body?: unknown
  /** Sent as a form in place of `body`; the header that says so is the caller's. */
  readonly form?: Readonly<Record<string, string>>
  /** Headers of this call alone. */
  readonly headers?: Readonly<Record<string, string>>
  /** The answer's body is wanted as bytes. */
  readonly binary?: true
  readonly answer: BodyReader<T>
}

/** Calls one provider's API with one credential. Every call throws `Failure` and nothing else. */
export interface Client {
  /** A call that changes nothing: tried again when the way or the server fails for a moment. */
  read<T>(call: Call<T>, signal: AbortSignal): Promise<T>
  /**
   * A call that changes something: sent once. When it may have reached the provider and its answer is missing or cannot
   * be read, it fails as `answer-lost` with what happened as `code`, as nobody knows then what was done.
   */
  change<T>(call: Call<T>, signal: AbortSignal): Promise<T>
}

/**
 * The client of one origin and one credential: the rules of design.md, "Network", in one place.
 *
 * @throws Failure origin-refused for an origin that no credential may be sent to.
 */
export function createClient({ http, clock }: ClientPorts, settings: ClientSettings): Client {
  const { host } = new URL(onBase('/', settings.origin))

  function request(call: Call<unknown>, signal: AbortSignal): HttpRequest {
    return {
      method: call.method,
      url: onBase(call.url, settings.origin),
      headers: { ...settings.headers, ...call.headers, ...settings.auth(settings.credential) },
      ...bodyOf(call),
      ...(call.binary
        ? { binary: true, timeoutMs: downloadTimeoutMs, maxBytes: downloadMaxBytes }
        : { timeoutMs, maxBytes }),
      signal,
    }
  }

  async function exchange(toSend: HttpRequest): Promise<HttpResponse | HttpFailure> {
    if (toSend.signal?.aborted) return new HttpFailure('cancelled', false)
    try {
      return readable(await http.send(toSend))
    } catch (error) {
      // Whatever else an adapter throws may carry the request with its headers: it ends here, as the worst that can be.
      return error instanceof HttpFailure ? error : new HttpFailure('dropped', true)
    }
  }

  function failure({ kind, said, ...facts }: Problem, provider: string, waitSeconds?: number): Failure {
    const secrets = [settings.credential, ...(settings.secrets ?? [])]
    const line = cleaned(said, secrets)
    const code = cleaned(facts.code, secrets)
    return new Failure(kind, {
      provider,
      ...(line === undefined ? {} : { said: line }),
      ...(code === undefined ? {} : { code: code.slice(0, 60) }),
      ...(facts.field === undefined ? {} : { field: facts.field }),
      ...(facts.limit === undefined ? {} : { limit: facts.limit }),
      ...(waitSeconds === undefined ? {} : { waitSeconds }),
    })
  }

  /** What is wrong with an answer; null for a success. */
  function problemOf(answer: HttpResponse): Problem | null {
    if (!isSuccess(answer)) return settings.problem(answer)
    return settings.refused?.(answer) ?? null
  }

  function waitOf(answer: HttpResponse): number | undefined {
    const now = clock.now()
    return retryAfter(answer, now) ?? settings.waits?.(answer, now)
  }

  function refusal(answer: HttpResponse, problem: Problem): Failure {
    const waits = problem.kind === 'rate-limited' || passing.has(answer.status)
    return failure(problem, settings.provider, waits ? waitOf(answer) : undefined)
  }

  function opened<T>(call: Call<T>, answer: HttpResponse): T {
    try {
      return call.answer(answer.body, answer)
    } catch (error) {
      const code = error instanceof Failure ? error.error.code : undefined
      throw failure({ kind: 'broken-body', ...(code === undefined ? {} : { code }) }, settings.provider)
    }
  }

  /** Seconds until the next try of a read; undefined when one would not help or is not ours to wait for. */
  function waitBeforeNext(result: HttpResponse | HttpFailure, tries: number): number | undefined {
    const soon = 2 ** tries
    if (tries >= retries) return undefined
    if (result instanceof HttpFailure) return result.why === 'dropped' ? soon : undefined
    const problem = problemOf(result)
    if (problem === null) return undefined
    if (!passing.has(result.status) && problem.kind !== 'rate-limited') return undefined
    const asked = waitOf(result) ?? soon
    return asked > longestWaitSeconds ? undefined : asked
  }

  return {
    async read(call, signal) {
      const toSend = request(call, signal)
      for (let tries = 0; ; tries += 1) {
        const result = await exchange(toSend)
        const seconds = waitBeforeNext(result, tries)
        if (seconds !== undefined) {
          await pause(clock, seconds * 1000, signal)
          continue
        }
        if (result instanceof HttpFailure) throw failure(problemOfTheWay(result.why), host)
        const problem = problemOf(result)
        if (problem !== null) throw refusal(result, problem)
        return opened(call, result)
      }
    },

    async change(call, signal) {
      const lost = (code: string): Failure => failure({ kind: 'answer-lost', code }, settings.provider)
      const result = await exchange(request(call, signal))
      if (result instanceof HttpFailure) {
        throw result.sent ? lost(result.why) : failure(problemOfTheWay(result.why), host)
      }
      const problem = problemOf(result)
      // A secret that came with an error about something else is not thrown away.
      if (problem !== null && problem.outcome !== 'done') {
        throw problem.outcome === 'unknown' ? lost(String(result.status)) : refusal(result, problem)
      }
      try {
        return opened(call, result)
      } catch {
        // The provider did it and said so, in words that cannot be read.
        throw lost('broken-body')
      }
    },
  }
}

function bodyOf({ body, form }: Call<unknown>): Pick<HttpRequest, 'body'> {
  if (form !== undefined) return { body: new URLSearchParams(form).toString() }
  return body === undefined ? {} : { body: JSON.stringify(body) }
}

/** A refusal is text, in answer to a call for bytes too. */
function readable(answer: HttpResponse): HttpResponse {
  if (answer.bytes === undefined || isSuccess(answer)) return answer
  return { ...answer, body: Buffer.from(answer.bytes.subarray(0, longestRefusal)).toString('utf8') }
}

function isSuccess({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300
}
