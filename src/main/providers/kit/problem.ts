import type { AppError, ErrorKind } from '#shared/model/error'
import type { HttpFailure, HttpResponse } from '#main/ports/http'

/** What a provider's answer says went wrong. `said` is in the provider's words, not cleaned yet. */
export interface Problem extends Pick<AppError, 'code' | 'field' | 'limit'> {
  readonly kind: ErrorKind
  readonly said?: string | undefined
  /**
   * The call may have been carried out all the same: a change whose outcome is `unknown`. `done`: it was, and its answer
   * came with something that went wrong besides.
   */
  readonly outcome?: 'unknown' | 'done'
}

/** Statuses of proxies and gateways that may have passed the call on and lost the answer. */
const outcomeUnknown: ReadonlySet<number> = new Set([408, 502, 504, 520, 524])

/** What the status alone says; the ground on which a provider's own reader of errors builds. */
export function problemOfStatus(status: number): Problem {
  const kind = kindOfStatus(status)
  const isUnknown = kind === 'redirected' || outcomeUnknown.has(status)
  return { kind, code: String(status), ...(isUnknown ? { outcome: 'unknown' } : {}) }
}

function kindOfStatus(status: number): ErrorKind {
  if (status >= 300 && status < 400) return 'redirected'
  if (status >= 500) return 'server-error'
  switch (status) {
    case 400:
    case 422:
      return 'invalid-input'
    case 401:
      return 'wrong-token'
    case 402:
      return 'plan-needed'
    case 403:
      return 'missing-permission'
    case 404:
    case 410:
      return 'not-found'
    case 407:
      return 'proxy'
    case 408:
      return 'timeout'
    case 409:
      return 'name-taken'
    case 429:
      return 'rate-limited'
    default:
      return 'server-error'
  }
}

/** Why no whole answer came, as the person meets it. A refused or broken connection is one that is not there. */
export function problemOfTheWay(why: HttpFailure['why']): Problem {
  switch (why) {
    case 'offline':
      return { kind: 'offline' }
    case 'refused':
    case 'dropped':
      return { kind: 'offline', code: why }
    case 'unknown-host':
    case 'timeout':
    case 'tls':
    case 'proxy':
    case 'redirected':
    case 'too-large':
    case 'cancelled':
      return { kind: why }
  }
}

/**
 * How long an answer asks to wait, in seconds: a number, which may have a fraction, or an HTTP date. Undefined when it
 * does not say or says nonsense.
 */
export function retryAfter(answer: HttpResponse, now: number): number | undefined {
  const value = answer.headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value))
  if (!value.endsWith(' GMT')) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000))
}

/** The same from a header with the unix second at which a limit is lifted. */
export function untilReset(answer: HttpResponse, header: string, now: number): number | undefined {
  const value = answer.headers[header]?.trim() ?? ''
  return /^\d{1,11}$/.test(value) ? Math.max(0, Math.ceil(Number(value) - now / 1000)) : undefined
}
