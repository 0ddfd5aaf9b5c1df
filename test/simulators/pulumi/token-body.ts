import { isObject, type UncheckedObject } from '#test/simulators/kit/fields'
import { badRequest, nameTaken } from './errors.ts'
import type { PulumiOrganization } from './model.ts'

const NAME_CHARACTERS = /^[A-Za-z0-9_-]+$/
const LONGEST_NAME = 40

/** The body of a request as a JSON object. @throws Refusal 400 if it is none. */
export function readBody(body: string): UncheckedObject {
  const value = parse(body)
  if (!isObject(value)) throw badRequest('invalid request body')
  return value
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** A text field; empty if absent. @throws Refusal 400 if it is something else. */
export function readText(body: UncheckedObject, field: string): string {
  const value = body[field] ?? ''
  if (typeof value !== 'string') throw badRequest(`invalid request body: ${field} must be a string`)
  return value
}

/** A truth value; false if absent. @throws Refusal 400 if it is something else. */
export function readFlag(body: UncheckedObject, field: string): boolean {
  const value = body[field] ?? false
  if (typeof value !== 'boolean') throw badRequest(`invalid request body: ${field} must be a boolean`)
  return value
}

/** A whole number; `undefined` if absent. @throws Refusal 400 if it is something else. */
export function readInteger(body: UncheckedObject, field: string): number | undefined {
  const value = body[field] ?? undefined
  if (value !== undefined && !Number.isSafeInteger(value)) {
    throw badRequest(`invalid request body: ${field} must be an integer`)
  }
  return value as number | undefined
}

/**
 * `expires` in unix seconds: 0 or absent for never (Pulumi's own client omits it), else up to two years ahead.
 *
 * @throws Refusal 400 for a time that has passed or lies further ahead.
 */
export function readExpires(body: UncheckedObject, nowInSeconds: number): number {
  const expires = readInteger(body, 'expires') ?? 0
  if (expires === 0) return 0
  if (expires <= nowInSeconds) throw badRequest('Token expiration must be in the future')
  if (expires > twoYearsAfter(nowInSeconds)) throw badRequest('Token expiration cannot be more than two years from now')
  return expires
}

/**
 * The name of an organization or team token.
 *
 * @throws Refusal 400 for a name that is empty, too long or has other characters (the words are those of pulumi issue
 *   16509); 409 if any organization or team token of the organization has it or ever had it.
 */
export function readTokenName(body: UncheckedObject, organization: PulumiOrganization): string {
  const name = readText(body, 'name')
  if (name === '') throw badRequest('Token name is required')
  if (!NAME_CHARACTERS.test(name)) {
    throw badRequest('Token name may only contain alphanumeric, hyphens, or underscores')
  }
  if (name.length > LONGEST_NAME) throw badRequest(`Token name cannot exceed ${LONGEST_NAME} characters`)
  if (organization.takenNames.has(name)) throw nameTaken()
  return name
}

function twoYearsAfter(seconds: number): number {
  const date = new Date(seconds * 1000)
  date.setUTCFullYear(date.getUTCFullYear() + 2)
  return Math.floor(date.getTime() / 1000)
}
