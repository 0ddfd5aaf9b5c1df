import type { Entries } from './entries.ts'
import { settingsOf } from './settings.ts'

const npmCredential = /^(\/\/.+):(_authToken|_password|_auth)$/

/** npm's `.npmrc`: what it signs in with at a registry. Other settings are none of ours. */
export function readNpmrc(text: string, entries: Entries): void {
  const settings = settingsOf(text, 'npmrc')
  const users = new Map(settings.flatMap(({ name, value }) => (name.endsWith(':username') ? [[name, value]] : [])))
  for (const { name, value, line } of settings) {
    const [, registry] = npmCredential.exec(name) ?? []
    if (registry !== undefined) {
      const user = users.get(`${registry}:username`) ?? null
      entries.add({ value, entry: name, service: `https:${registry}`, user, line })
    } else if (/^_(?:authToken|auth|password)$/.test(name)) entries.add({ value, entry: name, line })
  }
}

/** `.netrc`: a password for each machine. */
export function readNetrc(text: string, entries: Entries): void {
  const users = new Map<string, string>()
  const settings = settingsOf(text, 'netrc').map(({ name, ...setting }) => {
    const at = name.lastIndexOf(' ')
    return { ...setting, machine: name.slice(0, at), key: name.slice(at + 1) }
  })
  for (const { machine, key, value } of settings) if (key === 'login') users.set(machine, value)
  for (const { machine, key, value, line } of settings) {
    if (key !== 'password') continue
    const service = machine === 'default' ? null : machine
    entries.add({ value, entry: machine, service, user: users.get(machine) ?? null, line })
  }
}

/** `.git-credentials`: a token stands where the password does, or alone where the name does. */
export function readGitCredentials(text: string, entries: Entries): void {
  const byLine = new Map<number, { service: string; name?: string; password?: string }>()
  for (const { name: key, value, line } of settingsOf(text, 'git-credentials')) {
    const at = key.lastIndexOf(' ')
    const found = byLine.get(line) ?? { service: key.slice(0, at) }
    byLine.set(line, { ...found, [key.slice(at + 1) === 'password' ? 'password' : 'name']: value })
  }
  for (const [line, { service, name = '', password = '' }] of byLine) {
    const isAlone = password === '' || password === 'x-oauth-basic'
    const user = isAlone || name === '' ? null : name
    entries.add({ value: isAlone ? name : password, entry: service, service, user, line })
  }
}
