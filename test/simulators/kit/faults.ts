import type { Call } from './call.ts'

/**
 * A way to fail. `status`, `drop`, `hang` and `redirect` leave the simulator's state alone. The others carry the request
 * out first, as a service does whose answer is spoilt on its way: a creation answered by `broken-body` has created.
 */
export type Fault =
  /** Waits, then goes on: to the next fault that matches, or to the true answer. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The provider's own error body with this status. `retryAfter` becomes the header: seconds, or an HTTP date. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly retryAfter?: number | string
      readonly message?: string
    }
  /** 200 with JSON that stops in the middle. */
  | { readonly kind: 'broken-body' }
  /** 200 with JSON of a shape no call promises (an array), or with `body`. */
  | { readonly kind: 'wrong-body'; readonly body?: unknown }
  /** 200 with valid JSON of at least this many bytes and no Content-Length. */
  | { readonly kind: 'huge-body'; readonly bytes: number }
  /** The true answer, one byte at a time with this many milliseconds before each. */
  | { readonly kind: 'slow-body'; readonly everyMs: number }
  /** The socket is destroyed before anything is done. */
  | { readonly kind: 'drop' }
  /** The request is carried out, then the socket is destroyed. */
  | { readonly kind: 'lost-answer' }
  /** Never answers; ends when the client gives up or the simulator closes. */
  | { readonly kind: 'hang' }
  /** 307 to this URL: keeps method and body, so a client that follows would carry its credential there. */
  | { readonly kind: 'redirect'; readonly to: string }

/** Which requests a fault is for, and how many of them. */
export interface FaultRule {
  /**
   * A string `path` is the whole path without query; a RegExp is tried on path and query. `body` tells apart what has one
   * path for everything, as GraphQL has. Default: every request.
   */
  readonly match?: { readonly method?: string; readonly path?: string | RegExp; readonly body?: RegExp }
  readonly fault: Fault
  /** How many requests meet it. Default 1; `Infinity` for all. */
  readonly times?: number
}

/** The faults a simulator has been told of. The first rule that matches a request is the one it meets. */
export class Faults {
  #rules: { readonly rule: FaultRule; left: number }[] = []

  /** Adds a rule after those already there. */
  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 })
  }

  /** Forgets every rule. */
  clear(): void {
    this.#rules = []
  }

  /** The faults this request meets, in order: any latencies, then at most one of another kind. Counts them as met. */
  take(call: Call): Fault[] {
    const met: Fault[] = []
    for (const entry of this.#rules) {
      if (entry.left <= 0 || !matches(entry.rule, call)) continue
      entry.left -= 1
      met.push(entry.rule.fault)
      if (entry.rule.fault.kind !== 'latency') break
    }
    this.#rules = this.#rules.filter((entry) => entry.left > 0)
    return met
  }
}

function matches(rule: FaultRule, call: Call): boolean {
  const { method, path, body } = rule.match ?? {}
  if (method !== undefined && method.toUpperCase() !== call.method) return false
  if (body !== undefined && call.body.search(body) < 0) return false
  if (path === undefined) return true
  // `search` ignores lastIndex, so a RegExp with the flag g is no trap.
  return typeof path === 'string' ? path === call.pathname : call.path.search(path) >= 0
}
