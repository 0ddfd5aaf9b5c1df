import { Failure } from '#main/ports/failure'
import { readBase } from '../kit/base.ts'

/** GitLab's own; what stands behind it there is a project, not an instance. */
const own = 'https://gitlab.com'
const ofOwn = /^https:\/\/(?:www\.)?gitlab\.com(?=\/|$)/

/** Where the paths of GitLab itself begin, in an address taken from the browser or from a script. */
const inside = /\/(?:api\/v4|-\/.*|users\/sign_in)\/?$/

/**
 * The instance at an address that a person typed: with the path that it is below, where it has one (GitLab calls it a
 * relative URL). Throws Failure('origin-refused').
 */
export function resolve(address: string): { origin: string; console: string } {
  const origin = readBase(address.trim().replace(inside, '')).replace(ofOwn, own)
  if (origin.startsWith(`${own}/`)) throw new Failure('origin-refused')
  return { origin, console: origin }
}
