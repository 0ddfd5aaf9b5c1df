import { Refused } from './candidate.ts'
import type { Entries } from './entries.ts'
import { checkName } from './guard.ts'
import { linesOf } from './lines.ts'
import { offerSetting, settingsOf, type Setting } from './settings.ts'

/** A value in YAML, by the keys that lead to it. */
export interface YamlText extends Setting {
  readonly keys: readonly string[]
}

const lead = /^[ ]*(?:-[ ]+)*/
/** A text of several lines follows, which may look like anything. */
const opensBlock = /[:-][ ]+[|>][-+0-9]*[ ]*(?:#.*)?$/

/**
 * The texts of one line in a YAML file, as a place's reader finds them. Anchors and aliases are refused: nothing here would
 * follow them, and no tool writes a token by one.
 */
export function yamlTexts(text: string): readonly YamlText[] {
  const settings = new Map(settingsOf(text, 'yaml').map((setting) => [setting.line, setting]))
  const open: { readonly indent: number; readonly key: string }[] = []
  const found: YamlText[] = []
  let block: number | null = null
  for (const { line, text: written } of linesOf(text)) {
    const rest = written.replace(lead, '')
    const indent = written.length - rest.length
    if (rest === '' || rest.startsWith('#') || (block !== null && indent > block)) continue
    block = opensBlock.test(written) ? indentOf(written) : null
    const { key, value } = parted(rest)
    if (/^[&*]/.test(value) || (/^[[{]/.test(value) && /[[{,:][ ]*[&*]\w/.test(value)))
      throw new Refused('yaml-alias', { line })
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= indent) open.pop()
    if (key !== null) {
      checkName(key, line)
      open.push({ indent, key })
    }
    const setting = settings.get(line)
    if (setting !== undefined) found.push({ ...setting, keys: open.map((one) => one.key) })
  }
  return found
}

const indentOf = (line: string): number => line.length - line.trimStart().length

function parted(rest: string): { readonly key: string | null; readonly value: string } {
  const colon = rest.search(/:(?:[ ]|$)/)
  if (colon === -1) return { key: null, value: rest }
  const key = rest.slice(0, colon).trim()
  return { key: /^(["'])(.*)\1$/.exec(key)?.[2] ?? key, value: rest.slice(colon + 1).trimStart() }
}

/** Every text that may be a secret. */
export function readYaml(texts: readonly YamlText[], entries: Entries): void {
  for (const text of texts) offerSetting(text.keys, text, entries)
}

export function isGhHosts(texts: readonly YamlText[]): boolean {
  return texts.some(({ keys }) => keys.length === 2 && (keys[1] === 'oauth_token' || keys[1] === 'git_protocol'))
}

/** `hosts.yml` of GitHub's command line: a token for each host, and for each user there. Newer ones are in a keychain. */
export function readGhHosts(texts: readonly YamlText[], entries: Entries): void {
  const hosts = new Map<string, YamlText[]>()
  for (const one of texts) {
    const [host = ''] = one.keys
    hosts.set(host, [...(hosts.get(host) ?? []), one])
  }
  for (const [service, all] of hosts) {
    const active = all.find(({ keys }) => keys.length === 2 && keys[1] === 'user')?.value ?? null
    const tokens = all.filter(({ keys }) => keys.at(-1) === 'oauth_token')
    // The user's own entry first, which names him.
    const ordered = tokens.toSorted((a, b) => b.keys.length - a.keys.length)
    const told = new Set<string>()
    for (const { keys, value, line } of ordered) {
      const user = keys.length === 4 ? (keys[2] ?? null) : active
      if (!told.has(value))
        entries.add({ value, entry: user === null ? service : `${service} > ${user}`, service, user, line })
      told.add(value)
    }
    if (tokens.length === 0) entries.leaveOut('elsewhere', { entry: service })
  }
}
