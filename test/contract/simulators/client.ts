import { isObject } from '#test/simulators/kit/fields'

/** What a test looks at in an answer. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON, or `undefined` where it is none. */
  readonly body: unknown
}

/** A request by node's own fetch, so that what is asserted went through real HTTP. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parse(text) }
}

/** A field of a JSON object. @throws if it is no object: the test has its answer then. */
export function field(value: unknown, name: string): unknown {
  if (!isObject(value)) throw new Error(`expected an object with ${name}`)
  return value[name]
}

/** A text in a JSON object. @throws if it is something else. */
export function textField(value: unknown, name: string): string {
  const found = field(value, name)
  if (typeof found !== 'string') throw new Error(`expected ${name} to be a text`)
  return found
}

/** A list in a JSON object. @throws if it is something else. */
export function listField(value: unknown, name: string): unknown[] {
  const found = field(value, name)
  if (!Array.isArray(found)) throw new Error(`expected ${name} to be a list`)
  return found
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
