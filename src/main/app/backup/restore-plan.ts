import { isOpen } from '../../operations/index.ts'
import type { RecordKind, RecordOf } from '../../ports/records.ts'
import { openKinds, type OpenKind, type Shelf } from './restore-shelf.ts'
import type { Steps } from '../slices.ts'

/** Where a secret value lies: in the vault itself, or in the backup. */
export interface ValueAt {
  readonly side: 'mine' | 'theirs'
  readonly kind: 'credential' | 'secret'
  readonly id: string
}

/** One change of a plan. Secret values are named by where they lie: a plan holds none. */
export type PlannedChange =
  | { [K in OpenKind]: { readonly put: K; readonly id: string; readonly value: RecordOf<K> } }[OpenKind]
  | { readonly put: 'credential' | 'secret'; readonly id: string; readonly from: ValueAt }
  | { readonly remove: Exclude<RecordKind, 'activity' | 'announced' | 'ended'>; readonly id: string }

/** Operations that still wait for something or somebody. */
export function underWay(shelf: Shelf): RecordOf<'operation'>[] {
  return [...shelf.operation.values()].filter(({ operation }) => isOpen(operation))
}

/**
 * An operation that a backup caught while a token was being revoked: the person decides once more. It was decided long
 * ago, and nothing is revoked because of a file.
 */
export function atRest(entry: RecordOf<'operation'>): RecordOf<'operation'> {
  const { operation } = entry
  if (operation.step !== 'revoking' || operation.error?.kind === 'cancelled') return entry
  return { ...entry, operation: { ...operation, error: { kind: 'cancelled' } } }
}

/**
 * Makes the vault what the backup is: what is only here goes. Kinds that this version does not know stay as they are. Not
 * for a vault with operations under way.
 */
export function* planReplace(mine: Shelf, theirs: Shelf): Steps<PlannedChange[]> {
  const changes: PlannedChange[] = []
  for (const kind of openKinds) yield* replaceKind(kind, mine, theirs, changes)
  for (const [id, { fingerprint, origin }] of theirs.credential) {
    const here = mine.credential.get(id)
    if (here?.fingerprint === fingerprint && here.origin === origin) continue
    changes.push({ put: 'credential', id, from: { side: 'theirs', kind: 'credential', id } })
  }
  for (const [id, fingerprint] of theirs.secret) {
    yield
    if (mine.secret.get(id) === fingerprint) continue
    changes.push({ put: 'secret', id, from: { side: 'theirs', kind: 'secret', id } })
  }
  for (const kind of ['credential', 'secret'] as const) {
    for (const id of mine[kind].keys()) if (!theirs[kind].has(id)) changes.push({ remove: kind, id })
  }
  return changes
}

function* replaceKind<K extends OpenKind>(
  kind: K,
  mine: Shelf,
  theirs: Shelf,
  changes: PlannedChange[],
): Steps<undefined> {
  const here: ReadonlyMap<string, RecordOf<OpenKind>> = mine[kind]
  const there: ReadonlyMap<string, RecordOf<OpenKind>> = theirs[kind]
  for (const [id, record] of there) {
    yield
    const value = kind === 'operation' ? atRest(record as RecordOf<'operation'>) : record
    if (!isSame(here.get(id), value)) changes.push({ put: kind, id, value } as PlannedChange)
  }
  for (const id of here.keys()) if (!there.has(id)) changes.push({ remove: kind, id })
  return undefined
}

/** Are two records the same, whatever order their fields are in? */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right
  // Mostly they are: looking at the order of fields takes ten times as long.
  return JSON.stringify(left) === JSON.stringify(right) || canonical(left) === canonical(right)
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
