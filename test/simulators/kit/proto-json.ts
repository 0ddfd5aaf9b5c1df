import { invalidArgument } from './connect-error.ts'
import { isObject, type UncheckedObject } from './fields.ts'

/**
 * Reads one message by the rules of protobuf's JSON mapping: a field goes by its JSON name or its proto name, null is
 * the same as absent, unknown fields are nobody's business, and a wrong type is an error of the whole message.
 */
export class MessageReader {
  readonly #message: UncheckedObject
  readonly #type: string

  /** @param type the message's name, which stands in the error texts. */
  constructor(message: UncheckedObject, type: string) {
    this.#message = message
    this.#type = type
  }

  /** Empty if absent. */
  text(field: string): string {
    const value = this.#value(field) ?? ''
    if (typeof value !== 'string') throw this.#wrong(field, 'string')
    return value
  }

  /** Empty if absent. */
  texts(field: string): string[] {
    const value = this.#value(field) ?? []
    if (!Array.isArray(value)) throw this.#wrong(field, 'repeated string')
    return value.map((item: unknown) => {
      if (typeof item !== 'string') throw this.#wrong(field, 'string')
      return item
    })
  }

  /** 0 if absent. A number in quotes is one too. */
  int32(field: string): number {
    const value = this.#value(field) ?? 0
    const number = typeof value === 'string' && value.trim() === value && value !== '' ? Number(value) : value
    if (typeof number !== 'number' || (number | 0) !== number) throw this.#wrong(field, 'int32')
    return number
  }

  /** Milliseconds; `undefined` if absent. */
  timestamp(field: string): number | undefined {
    const value = this.#value(field)
    if (value === undefined) return undefined
    const time = typeof value === 'string' ? parseTimestamp(value) : undefined
    if (time === undefined) throw this.#wrong(field, 'google.protobuf.Timestamp')
    return time
  }

  /** False if absent. */
  flag(field: string): boolean {
    const value = this.#value(field) ?? false
    if (typeof value !== 'boolean') throw this.#wrong(field, 'bool')
    return value
  }

  /** Milliseconds, of a number of seconds such as `3600s`; `undefined` if absent. */
  duration(field: string): number | undefined {
    const value = this.#value(field)
    if (value === undefined) return undefined
    const seconds = typeof value === 'string' ? /^(-?\d{1,12}(?:\.\d{1,9})?)s$/.exec(value)?.[1] : undefined
    if (seconds === undefined) throw this.#wrong(field, 'google.protobuf.Duration')
    return Math.round(Number(seconds) * 1000)
  }

  /** Names of an enum. One the service does not know is left out, as if it had not been sent; numbers are not read. */
  enums(field: string, names: readonly string[]): string[] {
    return this.texts(field).filter((name) => names.includes(name))
  }

  /** Whether a field is there, for those that tell absent from empty. */
  has(field: string): boolean {
    return this.#value(field) !== undefined
  }

  /** The paths of a field mask in proto spelling; none if absent. In JSON they are camelCase, in one string. */
  fieldMask(field: string): string[] {
    const value = this.#value(field) ?? ''
    if (typeof value !== 'string') throw this.#wrong(field, 'google.protobuf.FieldMask')
    if (value === '') return []
    return value.split(',').map((path) => {
      if (!/^[A-Za-z][A-Za-z0-9.]*$/.test(path)) throw this.#wrong(field, 'google.protobuf.FieldMask')
      return snakeCase(path)
    })
  }

  /** A message within this one; one without fields if absent. */
  message(field: string): MessageReader {
    const value = this.#value(field) ?? {}
    if (!isObject(value)) throw this.#wrong(field, 'message')
    return new MessageReader(value, this.#type)
  }

  #value(field: string): unknown {
    return this.#message[field] ?? this.#message[snakeCase(field)] ?? undefined
  }

  #wrong(field: string, type: string): Error {
    return invalidArgument(`unmarshal into *v1.${this.#type}: proto: invalid value for ${type} field ${field}`)
  }
}

const RFC_3339 = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/

function parseTimestamp(value: string): number | undefined {
  const day = RFC_3339.exec(value)?.[1]
  const time = Date.parse(value)
  // JavaScript reads 31 February as a day in March; the service does not.
  const midnight = new Date(`${day}T00:00:00Z`)
  if (day === undefined || Number.isNaN(time) || !midnight.toISOString().startsWith(day)) return undefined
  return time
}

/** Parses a request's body. @throws ConnectError invalid_argument if it is empty or no JSON object. */
export function parseMessage(body: string, type: string): MessageReader {
  const unmarshal = `unmarshal into *v1.${type}`
  if (body === '') throw invalidArgument(`${unmarshal}: zero-length payload is not a valid JSON object`)
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw invalidArgument(`${unmarshal}: proto: syntax error`)
  }
  if (!isObject(value)) throw invalidArgument(`${unmarshal}: proto: unexpected token`)
  return new MessageReader(value, type)
}

/** A Timestamp as the mapping writes it: UTC, `Z`, fractions of a second only if there are any. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z')
}

/** A message without the fields that hold their default (empty text, empty list, 0, false, absent). */
export function omitEmpty(message: Readonly<Record<string, unknown>>): object {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === '' ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(message).filter(([, value]) => !isEmpty(value)))
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
