import type { Call } from '#test/simulators/kit/call'
import { isObject } from '#test/simulators/kit/fields'
import { json } from '#test/simulators/kit/reply'
import { invalid, Refusal } from './errors.ts'

const DATE = /^\d{4}-\d\d-\d\d/

/**
 * The parameters of a request from its query and its body, JSON or form, as Grape merges them. Unknown ones are nobody's
 * business; what is wrong is collected, so that one refusal names all of it.
 */
export class Parameters {
  readonly #given: Readonly<Record<string, unknown>>
  readonly #problems: string[] = []

  /** @throws Refusal 400 for a body that is no JSON object, 415 for one of another type. */
  constructor(call: Call) {
    this.#given = { ...fromPairs(call.query), ...readBody(call) }
  }

  /** Empty if absent. */
  text(name: string, required?: 'required'): string {
    const value = this.#value(name, required)
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    if (value !== undefined) this.#problems.push(`${name} is invalid`)
    return ''
  }

  /** `undefined` if absent. */
  integer(name: string, allowed?: readonly number[]): number | undefined {
    const value = this.#value(name)
    if (value === undefined) return undefined
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) this.#problems.push(`${name} is invalid`)
    else if (allowed && !allowed.includes(number)) this.#problems.push(`${name} does not have a valid value`)
    else return number
    return undefined
  }

  /** `undefined` if absent. */
  flag(name: string): boolean | undefined {
    const value = this.#value(name)
    if (value === true || value === 'true') return true
    if (value === false || value === 'false') return false
    if (value !== undefined) this.#problems.push(`${name} is invalid`)
    return undefined
  }

  /** A list of the allowed texts; one alone may stand without a list. */
  texts(name: string, allowed: readonly string[]): string[] {
    const value = this.#value(name, 'required')
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value]
    if (list.every((item): item is string => allowed.some((known) => known === item))) return list
    this.#problems.push(`${name} does not have a valid value`)
    return []
  }

  /** One of a few texts; `undefined` if absent. */
  choice(name: string, allowed: readonly string[]): string | undefined {
    const value = this.text(name)
    if (value === '' || allowed.includes(value)) return value || undefined
    this.#problems.push(`${name} does not have a valid value`)
    return undefined
  }

  /** `YYYY-MM-DD` of a date or of the day of a time; `undefined` if absent. */
  date(name: string): string | undefined {
    return this.#time(name) === undefined ? undefined : this.text(name).slice(0, 10)
  }

  /** Milliseconds, UTC where no zone is given; `undefined` if absent. */
  time(name: string): number | undefined {
    return this.#time(name)
  }

  /** @throws Refusal 400 that names everything found wrong so far. */
  check(): void {
    if (this.#problems.length > 0) throw invalid(...this.#problems)
  }

  #time(name: string): number | undefined {
    const given = this.text(name)
    if (given === '') return undefined
    const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(given) || given.length === 10 ? given : `${given}Z`
    const time = DATE.test(given) ? Date.parse(zoned) : Number.NaN
    // JavaScript reads 31 February as a day in March.
    const isDay =
      !Number.isNaN(time) && new Date(`${given.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(given.slice(8, 10))
    if (isDay) return time
    this.#problems.push(`${name} is invalid`)
    return undefined
  }

  #value(name: string, required?: 'required'): unknown {
    const value = this.#given[name]
    if (required && value === undefined) this.#problems.push(`${name} is missing`)
    return value ?? undefined
  }
}

function readBody(call: Call): Readonly<Record<string, unknown>> {
  if (call.body === '') return {}
  const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/x-www-form-urlencoded') return fromPairs(new URLSearchParams(call.body))
  if (type !== 'application/json') {
    throw new Refusal(json(415, { error: `The provided content-type '${type}' is not supported.` }))
  }
  try {
    const parsed: unknown = JSON.parse(call.body)
    if (isObject(parsed)) return parsed
  } catch {
    // Refused below, with what parses and is no object.
  }
  throw invalid('message body does not match declared format')
}

/** `scopes[]=a&scopes[]=b` is a list; anything else is the last text of its name. */
function fromPairs(pairs: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(pairs.keys())]
  return Object.fromEntries(
    names.map((name): [string, unknown] =>
      name.endsWith('[]') ? [name.slice(0, -2), pairs.getAll(name)] : [name, pairs.getAll(name).at(-1)],
    ),
  )
}
