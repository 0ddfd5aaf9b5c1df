import { isThisComputer, readOrigin } from '../kit/origin.ts'

const api = 'https://api.github.com'
const pages = 'https://github.com'

/** Enterprises with data of their own are at `<name>.ghe.com`, with the API at `api.` in front of that. */
const residence = /^https:\/\/(?:api\.)?([a-z0-9-]+\.ghe\.com)$/

/**
 * The API and the pages of what a person typed. Throws Failure('origin-refused').
 */
export function resolve(address: string): { origin: string; console: string } {
  const given = readOrigin(address)
  if (given === api || given === pages || given === 'https://www.github.com') return { origin: api, console: pages }
  const enterprise = residence.exec(given)?.[1]
  if (enterprise !== undefined) return { origin: `https://api.${enterprise}`, console: `https://${enterprise}` }
  return { origin: given, console: given }
}

/**
 * Is it a GitHub Enterprise Server, which has its API below `/api/v3` and other rules for revoking by value? It has a host
 * of its own: a server on this computer is spoken to like github.com.
 */
export function isEnterpriseServer(origin: string): boolean {
  return origin !== api && !residence.test(origin) && !isThisComputer(origin)
}
