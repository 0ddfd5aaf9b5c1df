import { Refused } from './candidate.ts'
import type { Entries } from './entries.ts'
import { checkTree } from './guard.ts'
import { readSettings, settingsOf } from './settings.ts'

/** What JSON says, guarded; undefined for what is no JSON. Throws Refused. */
export function jsonOf(text: string): unknown {
  let tree: unknown
  try {
    tree = JSON.parse(text)
  } catch {
    return undefined
  }
  checkTree(tree)
  return tree
}

/** The settings of a tool in JSON, also with comments. */
export function readJson(text: string, entries: Entries): void {
  const settings = settingsOf(text, 'json')
  if (settings.length === 0 && jsonOf(text) === undefined) throw new Refused('broken')
  readSettings(settings, entries)
}
