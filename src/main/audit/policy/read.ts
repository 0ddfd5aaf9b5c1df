import { LineCounter, isAlias, isNode, isPair, isScalar, parseDocument, visit, type Document } from 'yaml'
import type { z } from 'zod'
import { policySchema, type Policy } from '#shared/model/policy'
import { mostPolicyBytes } from '#shared/model/policy-choice'
import type { PolicyFault } from '#shared/model/policy-choice'
import type { ProviderRecord } from '#shared/model/provider'
import { ruleIds } from '#shared/model/finding'

/** What came of reading a policy: it, or everything that is wrong with it. */
export type PolicyRead =
  | { readonly policy: Policy; readonly faults?: undefined }
  | { readonly policy?: undefined; readonly faults: readonly PolicyFault[] }

/** So many faults are told of one file. */
const mostFaults = 50
/** Deeper than any policy, and far from what a parser can bear. */
const deepest = 20

/**
 * Reads a policy written in YAML or JSON (which is YAML too). Nobody need trust the file: aliases, tags and second documents
 * are refused, as is everything that the schema does not know. `records`: the providers and kinds that can be named.
 */
export function readPolicy(text: string, records: ReadonlyMap<string, ProviderRecord>): PolicyRead {
  if (Buffer.byteLength(text) > mostPolicyBytes) {
    return { faults: [fault(null, '', `The file is larger than ${String(mostPolicyBytes / 1024)} KiB.`)] }
  }
  if (isTooDeep(text)) return { faults: [fault(null, '', 'The file is nested too deeply.')] }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', merge: false, stringKeys: true })
  const written = [...writingFaults(document, lines)]
  if (written.length > 0) return { faults: written.slice(0, mostFaults) }
  const value: unknown = document.toJS({ maxAliasCount: 0 })
  if (value === null) return { faults: [fault(null, '', 'The file is empty.')] }
  const checked = policySchema.safeParse(value)
  const lineOf = (path: readonly PropertyKey[]): number | null => lineAt(document, lines, path)
  const faults = checked.success
    ? unknownNames(checked.data, records).map(({ path, says }) => fault(lineOf(path), pathText(path), says))
    : checked.error.issues
        .flatMap(plain)
        .map((issue) => fault(lineOf(issue.path), pathText(issue.path), issueText(issue, document.hasIn(issue.path))))
  if (faults.length > 0) return { faults: faults.sort(byLine).slice(0, mostFaults) }
  return checked.success ? { policy: checked.data } : { faults: [fault(null, '', 'The file is no policy.')] }
}

function fault(line: number | null, at: string, says: string): PolicyFault {
  return { line, at: at.slice(0, 300), says: says.slice(0, 500) }
}

function byLine(a: PolicyFault, b: PolicyFault): number {
  return (a.line ?? 0) - (b.line ?? 0)
}

/** Brackets are what a parser goes down on; indentation alone cannot nest so deep in few lines without being seen here too. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '[' || sign === '{') depth += 1
    else if (sign === ']' || sign === '}') depth = Math.max(0, depth - 1)
    if (depth > deepest) return true
  }
  return /^(?:[ ]{200}|(?:[-?] ){20}|(?:[-?:]\s+){20})/m.test(text)
}

function* writingFaults(document: Document, lines: LineCounter): Generator<PolicyFault> {
  for (const { pos, message, code } of [...document.errors, ...document.warnings]) {
    yield fault(lines.linePos(pos[0]).line, '', codeTexts[code] ?? firstLine(message))
  }
  const found: PolicyFault[] = []
  visit(document, (_key, node) => {
    // It would be passed over on the way into an object.
    if (isPair(node) && isScalar(node.key) && node.key.value === '__proto__') {
      found.push(fault(node.key.range ? lines.linePos(node.key.range[0]).line : null, '', 'This key is not allowed.'))
    }
    if (!isNode(node)) return undefined
    const line = node.range === undefined || node.range === null ? null : lines.linePos(node.range[0]).line
    if (isAlias(node)) found.push(fault(line, '', 'Aliases (`*name`) are not allowed here.'))
    else if (node.tag?.startsWith('!') === true || (isScalar(node) && node.tag?.startsWith('tag:yaml.org') === false)) {
      found.push(fault(line, '', 'Tags (`!name`) are not allowed here.'))
    }
    return found.length >= mostFaults ? visit.BREAK : undefined
  })
  yield* found
}

const codeTexts: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This key stands here twice.',
  MULTIPLE_DOCS: 'There is more than one document in the file.',
  TAB_AS_INDENT: 'A tab is used for indentation: YAML takes blanks only.',
}

/** What the parser says, without the lines of the file that it shows. */
function firstLine(message: string): string {
  return `${(message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}.`
}

type Issue = z.core.$ZodIssue

/** A union tells all that did not fit: the one that came furthest tells most. */
function plain(issue: Issue): Issue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }))
  }
  return [issue]
}

const expectations: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)until$/, 'A date such as `2027-03-31` is expected, or a moment with its zone.'],
  [/(^|\.)maxLifetimeDays$/, 'A whole number of days from 1 on is expected, or `issuer`, or null for no limit.'],
  [/Days$/, 'A whole number of days is expected, or null for no limit.'],
  [/^rules\.[^.]+$/, '`off` is expected, or `low`, `medium`, `high` or `critical`.'],
  [/^version$/, 'The version has to be there, and to be 1.'],
]

function issueText(issue: Issue, isThere: boolean): string {
  const at = pathText(issue.path)
  switch (issue.code) {
    case 'unrecognized_keys':
      if (/^rules\./.test(at)) return noSuchRule
      return `There is no such key as \`${issue.keys[0] ?? ''}\` here.`
    case 'invalid_key':
      return at.startsWith('rules') ? noSuchRule : 'This key is not allowed here.'
    default: {
      const known = expectations.find(([path]) => path.test(at))
      if (known !== undefined) return known[1]
      if (/\.rules\.\d+$/.test(at)) return noSuchRule
      if (issue.code === 'invalid_value') return `One of these is expected: ${issue.values.map(String).join(', ')}.`
      if (issue.code === 'invalid_type' && !isThere) return 'This is missing.'
      if (issue.code === 'invalid_type') return `This is to be ${typeWords[issue.expected] ?? issue.expected}.`
      if (issue.code === 'too_small') return 'This is too short or too small.'
      if (issue.code === 'too_big') return 'This is too long or too large.'
      return 'This does not fit here.'
    }
  }
}

const noSuchRule = `There is no such rule. The rules are: ${ruleIds.join(', ')}.`

const typeWords: Readonly<Record<string, string>> = {
  object: 'a mapping (`key: value`)',
  record: 'a mapping (`key: value`)',
  array: 'a list (`- value`)',
  string: 'text; numbers and dates may need quotes',
  number: 'a number',
  int: 'a whole number',
}

interface Named {
  readonly path: readonly PropertyKey[]
  readonly says: string
}

/** Providers and kinds that do not exist: a limit for one of them would be no limit at all. */
function unknownNames(policy: Policy, records: ReadonlyMap<string, ProviderRecord>): Named[] {
  const wrong: Named[] = []
  const look = (path: readonly PropertyKey[], provider: string | undefined, kind?: string, kindPath = path): void => {
    const record = provider === undefined ? undefined : records.get(provider)
    if (provider !== undefined && record === undefined) {
      wrong.push({ path, says: `There is no provider \`${provider}\`. Known are: ${[...records.keys()].join(', ')}.` })
    } else if (kind !== undefined) {
      const kinds = (record === undefined ? [...records.values()] : [record]).flatMap(({ tokenKinds }) =>
        tokenKinds.map((one) => one.kind),
      )
      if (!kinds.includes(kind)) {
        const says = `There is no kind of token \`${kind}\` there. Known are: ${[...new Set(kinds)].join(', ')}.`
        wrong.push({ path: kindPath, says })
      }
    }
  }
  for (const [provider, { kinds = {} }] of Object.entries(policy.providers ?? {})) {
    look(['providers', provider], provider)
    for (const kind of records.has(provider) ? Object.keys(kinds) : []) {
      const path = ['providers', provider, 'kinds', kind]
      look(path, provider, kind)
    }
  }
  for (const [at, { provider, kind }] of (policy.exceptions ?? []).entries()) {
    look(['exceptions', at, 'provider'], provider, kind, ['exceptions', at, 'kind'])
  }
  return wrong
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

/** The line of what a path leads to: of its key where there is one, else of the next around it. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const name = path[length - 1]
    const node = nodeIn(parent, name)
    if (node !== null) return lines.linePos(node).line
  }
  const start = document.contents?.range?.[0]
  return start === undefined ? null : lines.linePos(start).line
}

/** Where the key of a mapping, or the item of a list, begins. */
function nodeIn(parent: unknown, name: PropertyKey | undefined): number | null {
  if (typeof parent !== 'object' || parent === null || !('items' in parent) || !Array.isArray(parent.items)) return null
  const items: readonly unknown[] = parent.items
  const item: unknown = typeof name === 'number' ? items[name] : items.find((one) => keyOf(one) === name)
  const node: unknown = isPair(item) ? item.key : item
  return isNode(node) ? (node.range?.[0] ?? null) : null
}

function keyOf(item: unknown): unknown {
  return isPair(item) && isScalar(item.key) ? item.key.value : undefined
}
