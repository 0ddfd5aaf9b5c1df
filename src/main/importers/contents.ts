import type { ImportFormat } from '#shared/model/import'
import { formatOf, type Format } from '../formats/index.ts'
import type { Secret } from '../ports/secret.ts'
import { fileInArchive } from './archive.ts'
import { isBitwarden, readBitwarden } from './bitwarden.ts'
import { importLimits, Refused } from './candidate.ts'
import { isCsv, readCsv } from './csv.ts'
import { textOf } from './decode.ts'
import type { Entries } from './entries.ts'
import { isOnePux, readOnePux } from './onepux.ts'
import { readPlainText } from './plain-text.ts'
import { jsonOf, readJson } from './json.ts'
import { readEnv, readSettings, settingsOf } from './settings.ts'
import { readGitCredentials, readNetrc, readNpmrc } from './tool-files.ts'
import { isDocker, isPulumi, readDocker, readPulumi } from './tool-trees.ts'
import { isGhHosts, readGhHosts, readYaml, yamlTexts } from './yaml.ts'

/** What a file is, and how its entries are read. */
export interface Contents {
  readonly format: ImportFormat
  readonly read: (entries: Entries, key: Secret | undefined) => void | Promise<void>
}

type Open = (text: string) => Contents

const plainly =
  (format: ImportFormat, read: (text: string, entries: Entries) => void | Promise<void>): Open =>
  (text) => ({ format, read: (entries) => read(text, entries) })

const openNpmrc = plainly('npmrc', readNpmrc)
const openNetrc = plainly('netrc', readNetrc)
const openGitCredentials = plainly('git-credentials', readGitCredentials)
const openCsv = plainly('csv', readCsv)

const openYaml: Open = (text) => {
  const texts = yamlTexts(text)
  if (isGhHosts(texts)) return { format: 'gh-hosts', read: (entries) => readGhHosts(texts, entries) }
  return { format: 'settings', read: (entries) => readYaml(texts, entries) }
}

const byName: Readonly<Record<Format, Open>> = {
  npmrc: openNpmrc,
  netrc: openNetrc,
  'git-credentials': openGitCredentials,
  env: plainly('env', (text, entries) => readEnv(text, 'env', entries)),
  shell: plainly('env', (text, entries) => readEnv(text, 'shell', entries)),
  json: plainly('settings', readJson),
  toml: plainly('settings', (text, entries) => readSettings(settingsOf(text, 'toml'), entries)),
  ini: plainly('settings', (text, entries) => readSettings(settingsOf(text, 'ini'), entries)),
  yaml: openYaml,
}

/** By the begin of its lines; the first that fits. */
const byText: readonly (readonly [(text: string) => boolean, Open])[] = [
  [(text) => /^[ \t]+oauth_token:/m.test(text), openYaml],
  [(text) => /^\/\/[^\s=]+:_(?:authToken|password|auth)[ \t]*=/m.test(text), openNpmrc],
  [(text) => /^(?:machine|default)[ \t]/m.test(text) && /\b(?:login|password)\s/.test(text), openNetrc],
  [(text) => /^https?:\/\/[^\s:@/]*(?::[^\s@/]*)?@\S+[ \t]*$/m.test(text), openGitCredentials],
  [isCsv, openCsv],
]

const byTree: readonly (readonly [(tree: object) => boolean, ImportFormat, TreeReader])[] = [
  [isBitwarden, 'bitwarden', readBitwarden],
  [isOnePux, '1pux', readOnePux],
  [isPulumi, 'pulumi', readPulumi],
  [isDocker, 'docker', readDocker],
]
type TreeReader = (tree: unknown, entries: Entries, key: Secret | undefined) => void | Promise<void>

/** Tells what a file is: by what no other begins with, by its name, by its lines. Throws Refused. */
export async function contentsOf(bytes: Uint8Array, name: string): Promise<Contents> {
  if (beginsWith(bytes, 0x03, 0xd9, 0xa2, 0x9a)) return { format: 'kdbx', read: readKdbxLater(bytes) }
  if (beginsWith(bytes, 0x50, 0x4b)) {
    const text = textOf(await fileInArchive(bytes), importLimits.unpackedBytes)
    const contents = contentsOfTree(text)
    if (contents === undefined) throw new Refused('unknown-format')
    return contents
  }
  const text = textOf(bytes)
  const isTree = /^\s*[[{]/.test(text)
  const contents = isTree ? contentsOfTree(text) : undefined
  return contents ?? openerOf(text, name, isTree)(text)
}

function openerOf(text: string, name: string, isTree: boolean): Open {
  if (/\.csv$/i.test(name)) return openCsv
  const format = formatOf(name) ?? (isTree && jsonOf(text) !== undefined ? 'json' : null)
  if (format !== null) return byName[format]
  return byText.find(([isIt]) => isIt(text))?.[1] ?? plainly('text', readPlainText)
}

/** Undefined for what is no JSON of a program that is known here. */
function contentsOfTree(text: string): Contents | undefined {
  const tree = jsonOf(text)
  if (typeof tree !== 'object' || tree === null) return undefined
  const [, format, read] = byTree.find(([isIt]) => isIt(tree)) ?? []
  if (format === undefined || read === undefined) return undefined
  return { format, read: (entries, key) => read(tree, entries, key) }
}

/** What opens it is large, and loaded when there is something to open. */
function readKdbxLater(bytes: Uint8Array): Contents['read'] {
  return async (entries, key) => {
    const { readKdbx } = await import('./sealed/kdbx.ts')
    await readKdbx(bytes, key, entries)
  }
}

function beginsWith(bytes: Uint8Array, ...signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte)
}
