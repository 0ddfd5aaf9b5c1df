import { isMap, isNode, isScalar, isSeq, type Document, type LineCounter, type YAMLMap } from 'yaml'
import type { z } from 'zod'
import { exceptionSchema, policySchema, type Exception, type Policy } from '#shared/model/policy'
import { mostPolicyBytes } from '#shared/model/policy-choice'
import type { PolicyFault } from '#shared/model/policy-choice'
import type { ProviderRecord } from '#shared/model/provider'
import { ruleIds } from '#shared/model/finding'
import type { Steps } from '../../ports/steps.ts'
import { composeSteps, fault, mostFaults } from './compose.ts'

/** What came of reading a policy: it, or everything that is wrong with it. */
export type PolicyRead =
  | { readonly policy: Policy; readonly faults?: undefined }
  | { readonly policy?: undefined; readonly faults: readonly PolicyFault[] }

/**
 * Reads a policy written in YAML or JSON (which is YAML too), in small steps. Nobody need trust the file: aliases, tags and
 * second documents are refused, as is everything that the schema does not know. `records`: the providers and kinds that can
 * be named.
 */
export function* policySteps(text: string, records: ReadonlyMap<string, ProviderRecord>): Steps<PolicyRead> {
  if (Buffer.byteLength(text) > mostPolicyBytes) {
    return { faults: [fault(null, '', `The file is larger than ${String(mostPolicyBytes / 1024)} KiB.`)] }
  }
  const composed = yield* composeSteps(text)
  if (composed.faults !== undefined) return composed
  const { document, lines } = composed
  const value: unknown = document.toJS({ maxAliasCount: 0 })
  if (value === null) return { faults: [fault(null, '', 'The file is empty.')] }
  yield 'long'
  const checked = yield* checkedSteps(value)
  const places = new Places(document, lines)
  const lineOf = (path: readonly PropertyKey[]): number | null => places.lineAt(path)
  const faults: PolicyFault[] = []
  if (checked.issues === undefined) {
    for (const name of unknownNames(checked.policy, records)) {
      if (name === null) yield
      else faults.push(fault(lineOf(name.path), pathText(name.path), name.says))
      if (faults.length >= mostFaults) break
    }
  } else {
    for (const issue of checked.issues.flatMap(plain)) {
      faults.push(fault(lineOf(issue.path), pathText(issue.path), issueText(issue, document.hasIn(issue.path))))
      yield
    }
  }
  if (faults.length > 0) return { faults: faults.sort(byLine).slice(0, mostFaults) }
  return checked.issues === undefined
    ? { policy: checked.policy }
    : { faults: [fault(null, '', 'The file is no policy.')] }
}

type Checked =
  | { readonly policy: Policy; readonly issues?: undefined }
  | { readonly policy?: undefined; readonly issues: readonly Issue[] }

/** Does it fit the schema? The exceptions, of which there may be many, one after the other. */
function* checkedSteps(value: unknown): Steps<Checked> {
  const given: unknown = typeof value === 'object' && value !== null && 'exceptions' in value ? value.exceptions : null
  const many: readonly unknown[] = Array.isArray(given) ? given : []
  const whole = policySchema.safeParse(Array.isArray(given) ? { ...(value as object), exceptions: [] } : value)
  const issues: Issue[] = whole.success ? [] : [...whole.error.issues]
  const exceptions: Exception[] = []
  for (const [at, one] of many.entries()) {
    const { success, data, error } = exceptionSchema.safeParse(one)
    if (success) exceptions.push(data)
    else issues.push(...error.issues.map((issue) => ({ ...issue, path: ['exceptions', at, ...issue.path] })))
    if (issues.length >= mostFaults) break
    yield
  }
  if (!whole.success || issues.length > 0) return { issues }
  return { policy: Array.isArray(given) ? { ...whole.data, exceptions } : whole.data }
}

function byLine(a: PolicyFault, b: PolicyFault): number {
  return (a.line ?? 0) - (b.line ?? 0)
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

/** Providers and kinds that do not exist: a limit for one of them would be no limit at all. Null between two of them. */
function* unknownNames(policy: Policy, records: ReadonlyMap<string, ProviderRecord>): Generator<Named | null> {
  const all = kindsOf([...records.values()])
  const wrong = (provider: string | undefined, kind: string | undefined): 'provider' | readonly string[] | null => {
    const record = provider === undefined ? undefined : records.get(provider)
    if (provider !== undefined && record === undefined) return 'provider'
    const kinds = record === undefined ? all : kindsOf([record])
    return kind === undefined || kinds.includes(kind) ? null : kinds
  }
  const says = (
    provider: string | undefined,
    kind: string | undefined,
    found: 'provider' | readonly string[],
  ): string =>
    found === 'provider'
      ? `There is no provider \`${provider ?? ''}\`. Known are: ${[...records.keys()].join(', ')}.`
      : `There is no kind of token \`${kind ?? ''}\` there. Known are: ${found.join(', ')}.`
  for (const [provider, { kinds = {} }] of Object.entries(policy.providers ?? {})) {
    const path = ['providers', provider]
    const found = wrong(provider, undefined)
    if (found !== null) yield { path, says: says(provider, undefined, found) }
    for (const kind of records.has(provider) ? Object.keys(kinds) : []) {
      const none = wrong(provider, kind)
      if (none !== null) yield { path: [...path, 'kinds', kind], says: says(provider, kind, none) }
    }
    yield null
  }
  for (const [at, { provider, kind }] of (policy.exceptions ?? []).entries()) {
    const found = wrong(provider, kind)
    const part = found === 'provider' ? 'provider' : 'kind'
    if (found !== null) yield { path: ['exceptions', at, part], says: says(provider, kind, found) }
    yield null
  }
}

function kindsOf(records: readonly ProviderRecord[]): string[] {
  return [...new Set(records.flatMap(({ tokenKinds }) => tokenKinds.map(({ kind }) => kind)))]
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

/** Lines of what was read. */
class Places {
  readonly #document: Document
  readonly #lines: LineCounter
  /** Keys of a mapping by their names: one after the other would take as long as there are pairs of them. */
  readonly #keys = new Map<YAMLMap, ReadonlyMap<unknown, unknown>>()

  constructor(document: Document, lines: LineCounter) {
    this.#document = document
    this.#lines = lines
  }

  /** The line of what a path leads to: of its key where there is one, else of the next around it. */
  lineAt(path: readonly PropertyKey[]): number | null {
    const { contents } = this.#document
    for (let length = path.length; length > 0; length -= 1) {
      const parent: unknown = length === 1 ? contents : this.#document.getIn(path.slice(0, length - 1), true)
      const node = this.#within(parent, path[length - 1])
      if (isNode(node) && node.range != null) return this.#lines.linePos(node.range[0]).line
    }
    const start = contents?.range?.[0]
    return start === undefined ? null : this.#lines.linePos(start).line
  }

  /** The key of a mapping, or the item of a list. */
  #within(parent: unknown, name: PropertyKey | undefined): unknown {
    if (isSeq(parent)) return typeof name === 'number' ? parent.items[name] : undefined
    if (!isMap(parent)) return undefined
    const known = this.#keys.get(parent)
    const keys = known ?? new Map(parent.items.map(({ key }) => [isScalar(key) ? key.value : key, key]))
    if (known === undefined) this.#keys.set(parent, keys)
    return keys.get(name)
  }
}
