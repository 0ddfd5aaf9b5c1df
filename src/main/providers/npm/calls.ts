import { Failure } from '#main/ports/failure'
import type { Secret } from '#main/ports/secret'
import type { StepUp } from '#main/ports/provider'
import { bearer } from '../kit/auth.ts'
import { nextBelow } from '../kit/base.ts'
import { json, nothing } from '../kit/body.ts'
import { createClient, type ClientPorts } from '../kit/client.ts'
import { path } from '../kit/path.ts'
import { listSchema, madeSchema, whoamiSchema } from './map.ts'
import { askingProblem, changingProblem } from './problem.ts'
import { record } from './record.ts'

const tokens = '/-/npm/v1/tokens'

/** Where a listing begins. Registries that do not know how many are wanted give what they give. */
export const firstPage = `${tokens}?perPage=100`

/** What stands in a header. */
const headerText = /^[\x21-\x7e]+$/

/** The calls of one credential. */
export type NpmCalls = ReturnType<typeof npmCalls>

/** The calls on a registry's API for tokens that Keyrack makes, each with its answer read. All throw `Failure`. */
export function npmCalls(ports: ClientPorts, origin: string, credential: Secret, stepUp: StepUp = {}) {
  const settings = {
    provider: record.name,
    origin,
    credential,
    auth: bearer,
    secrets: [stepUp.password, stepUp.oneTimeCode].filter((secret) => secret !== undefined),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
  }
  const asking = createClient(ports, { ...settings, problem: askingProblem })
  const changing = createClient(ports, { ...settings, problem: changingProblem })
  return {
    /** The login of whoever calls. */
    async whoami(signal: AbortSignal): Promise<string> {
      const login = await asking.read({ method: 'GET', url: '/-/whoami', answer: json(whoamiSchema) }, signal)
      if (login === undefined) throw new Failure('wrong-token', { provider: record.name })
      return login
    },

    /** `page` is `firstPage` or where the page before it leads. */
    async list(page: string, signal: AbortSignal) {
      const call = { method: 'GET', url: page, answer: json(listSchema) } as const
      const { rows, next } = await asking.read(call, signal).catch((error: unknown) => {
        throw ofList(error)
      })
      return { rows, next: next === undefined ? undefined : nextBelow(next, origin) }
    },

    create: (body: object, signal: AbortSignal) =>
      changing.change(
        { method: 'POST', url: tokens, body, headers: oneTime(stepUp), answer: json(madeSchema) },
        signal,
      ),

    remove: (key: string, signal: AbortSignal) =>
      changing.change(
        { method: 'DELETE', url: tokens + path`/token/${key}`, headers: oneTime(stepUp), answer: nothing },
        signal,
      ),
  }
}

/** Many registries of packages know who signs in, and have no calls about tokens. */
function ofList(error: unknown): unknown {
  if (!(error instanceof Failure) || error.error.kind !== 'not-found') return error
  const { kind, ...facts } = error.error
  return new Failure(kind, { ...facts, field: 'list' })
}

/** Throws Failure('step-up-needed') for a code that cannot be one. */
function oneTime({ oneTimeCode }: StepUp): Readonly<Record<string, string>> {
  if (oneTimeCode === undefined) return {}
  return oneTimeCode.use((value) => {
    const code = value.trim()
    if (!headerText.test(code)) throw new Failure('step-up-needed', { provider: record.name, field: 'one-time-code' })
    return { 'npm-otp': code }
  })
}
