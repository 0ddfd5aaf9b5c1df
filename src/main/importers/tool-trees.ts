import { z } from 'zod'
import { Refused } from './candidate.ts'
import type { Entries } from './entries.ts'

const text = z.string().nullish().catch(null)
const recordOf = <T extends z.ZodType>(value: T) => z.record(z.string(), value)

const has = (tree: unknown, ...names: readonly string[]): boolean =>
  typeof tree === 'object' && tree !== null && names.some((name) => Object.hasOwn(tree, name))

const pulumiCredentials = z.object({
  accessTokens: recordOf(z.string()).nullish(),
  accounts: recordOf(z.object({ accessToken: text, username: text })).nullish(),
})

export const isPulumi = (tree: object): boolean => has(tree, 'accessTokens')

/** Pulumi's `credentials.json`, which has the token of an account twice. */
export function readPulumi(tree: unknown, entries: Entries): void {
  const { accessTokens, accounts } = parsed(pulumiCredentials, tree)
  const services = new Set([...Object.keys(accessTokens ?? {}), ...Object.keys(accounts ?? {})])
  for (const service of services) {
    const account = accounts?.[service]
    const values = new Set([accessTokens?.[service], account?.accessToken].filter((value) => value != null))
    for (const value of values) entries.add({ value, entry: service, service, user: account?.username ?? null })
    // Signing in to a folder or a bucket needs no token.
    if (values.size === 0) entries.leaveOut('no-secret', { entry: service })
  }
}

const dockerConfig = z.object({
  auths: recordOf(z.object({ auth: text, username: text, password: text, identitytoken: text, registrytoken: text })),
})

export const isDocker = (tree: object): boolean => has(tree, 'auths')

/** Docker's `config.json`: name and password in base64. Without them they are with a credential helper. */
export function readDocker(tree: unknown, entries: Entries): void {
  for (const [service, { auth, username, password, ...tokens }] of Object.entries(parsed(dockerConfig, tree).auths)) {
    const plain = Buffer.from(auth ?? '', 'base64').toString('utf8')
    const colon = plain.indexOf(':')
    const user = (colon === -1 ? username : plain.slice(0, colon)) ?? null
    const values = [colon === -1 ? password : plain.slice(colon + 1), tokens.identitytoken, tokens.registrytoken]
    const found = values.filter((value): value is string => value != null && value !== '')
    for (const value of found) entries.add({ value, entry: service, service, user })
    if (found.length === 0) entries.leaveOut('elsewhere', { entry: service })
  }
}

function parsed<T>(schema: z.ZodType<T>, tree: unknown): T {
  const { data } = schema.safeParse(tree)
  if (data === undefined) throw new Refused('broken')
  return data
}
