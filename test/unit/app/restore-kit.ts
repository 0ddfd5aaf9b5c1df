import fc from 'fast-check'
import type { RecordOf } from '#main/ports/records'
import type { PlannedChange } from '#main/app/backup/restore-plan'
import type { Shelf } from '#main/app/backup/restore-shelf'
import type { Step } from '#shared/model/operation'

/** Small pools, so that two shelves have much in common. */
const accountIds = ['a1', 'a2', 'a3']
/** The last of each is what a merge before may have made. */
const tokenIds = ['a1/t1', 'a1/t2', 'a2/t1', 'other/x', 'other/restored-v1']
const secretIds = ['s1', 's2', 's3', 'restored-v1']
const values = ['v1', 'v2', 'v3', 'v4', 'v5']
const steps: readonly Step[] = ['intended', 'checked', 'revoking', 'done', 'abandoned']

const one = <T>(pool: readonly T[]) => fc.constantFrom(...pool)
const date = fc.integer({ min: 1, max: 6 })

export function account(change: Partial<RecordOf<'account'>> = {}): RecordOf<'account'> {
  return {
    provider: 'fake',
    name: 'Work',
    origin: 'https://fake.example',
    console: 'https://fake.example',
    identity: { id: 'u1', login: 'kim', name: 'Kim', kind: 'person', organizations: [], teams: [] },
    addedAt: 1,
    checkedAt: 1,
    credentialError: null,
    fingerprint: '',
    ownTokenId: null,
    notOwnTokenIds: [],
    ...change,
  }
}

export function held(tokenId: string, change: Partial<RecordOf<'held'>> = {}): RecordOf<'held'> {
  const accountId = tokenId.split('/')[0] ?? ''
  return {
    tokenId,
    accountId,
    proof: 'unchecked',
    storedAt: 1,
    fingerprint: '',
    token: {
      id: tokenId,
      accountId,
      partId: accountId,
      provider: 'fake',
      issuerId: tokenId,
      owner: { kind: 'me', id: 'kim', name: 'Kim' },
      kind: 'personal',
      name: `deploy ${tokenId}`,
      description: '',
      created: { kind: 'unknown' },
      lastUsed: { kind: 'unknown' },
      expiry: { kind: 'never' },
      scopes: { kind: 'unknown' },
      state: 'active',
      asOf: 1,
    },
    ...change,
  }
}

export function operation(id: string, step: Step, accountId = 'a1', changedAt = 1): RecordOf<'operation'> {
  return {
    operation: {
      id,
      kind: 'regenerate',
      accountId,
      provider: 'fake',
      owner: { kind: 'me', id: 'kim', name: 'Kim' },
      tokenKind: 'personal',
      tokenName: 'deploy',
      emulated: true,
      step,
      startedAt: 1,
      changedAt,
      error: null,
      candidates: [],
    },
    idsBefore: [],
  }
}

export function other(name: string, changedAt = 1): RecordOf<'other'> {
  const facts = { name, service: 'Mailer', serviceUrl: '', owner: '', manageUrl: '' }
  return { ...facts, expiry: { kind: 'never' }, createdAt: 1, changedAt }
}

export function place(tokenId: string, change: Partial<RecordOf<'place'>> = {}): RecordOf<'place'> {
  const where = { kind: 'variable' as const, name: 'DEPLOY_TOKEN' }
  return { tokenId, where, note: '', addedAt: 1, changedAt: 1, replaced: null, old: null, seen: null, ...change }
}

/** A shelf of these parts, with the fingerprints where the records have them. */
export function shelf(parts: Partial<Shelf> = {}): Shelf {
  const whole: Omit<Shelf, 'credential' | 'secret'> = {
    account: new Map(),
    held: new Map(),
    annotation: new Map(),
    other: new Map(),
    operation: new Map(),
    place: new Map(),
    decision: new Map(),
    warning: new Map(),
    ...parts,
  }
  const credential = parts.credential ?? new Map<string, { fingerprint: string; origin: string }>()
  const secret = parts.secret ?? new Map<string, string>()
  return {
    ...whole,
    credential,
    secret,
    account: mapped(whole.account, (value, id) => ({ ...value, fingerprint: credential.get(id)?.fingerprint ?? '' })),
    held: mapped(whole.held, (value, id) => ({ ...value, fingerprint: secret.get(id) ?? '' })),
  }
}

function mapped<V>(map: ReadonlyMap<string, V>, change: (value: V, id: string) => V): Map<string, V> {
  return new Map([...map].map(([id, value]) => [id, change(value, id)]))
}

const map = <V>(ids: readonly string[], value: (id: string) => fc.Arbitrary<V>): fc.Arbitrary<Map<string, V>> =>
  fc
    .tuple(
      ...ids.map((id) =>
        fc.option(
          value(id).map((made) => [id, made] as const),
          { nil: null },
        ),
      ),
    )
    .map((pairs) => new Map(pairs.filter((pair) => pair !== null)))

/** Any vault, with everything that does not fit together either: values without records, records without values. */
export const anyShelf: fc.Arbitrary<Shelf> = fc
  .record({
    account: map(accountIds, () =>
      fc
        .record({ addedAt: date, checkedAt: date, name: one(['Work', 'Home']), who: one(['u1', 'u2', 'u3']) })
        .map(({ who, ...change }) => account({ ...change, identity: { ...account().identity, id: who } })),
    ),
    credential: map([...accountIds, 'stray'], () =>
      fc.record({ fingerprint: one(values), origin: one(['https://fake.example', 'https://else.example']) }),
    ),
    held: map(secretIds, () => fc.tuple(one(tokenIds), date).map(([tokenId, storedAt]) => held(tokenId, { storedAt }))),
    secret: map([...secretIds, 'stray'], () => one(values)),
    annotation: map(tokenIds, () =>
      fc.record({
        tags: fc.uniqueArray(one(['ci', 'old', 'team']), { maxLength: 3 }),
        notes: one(['', 'a', 'ab', 'c', 'n'.repeat(9_999)]),
      }),
    ),
    other: map(['other/x', 'other/y', 'other/restored-v1'], (id) => date.map((changedAt) => other(id, changedAt))),
    place: map(['p1', 'p2', 'p3'], () =>
      fc
        .record({ tokenId: one(tokenIds), changedAt: date, name: one(['A', 'B']), by: one([null, ...tokenIds]) })
        .map(({ tokenId, changedAt, name, by }) =>
          place(tokenId, {
            changedAt,
            where: { kind: 'variable', name },
            replaced: by === null ? null : { at: 1, by },
          }),
        ),
    ),
    operation: map(['o1', 'o2', 'o3'], (id) =>
      fc
        .tuple(one(steps), one([...accountIds, 'gone']), date)
        .map(([step, accountId, changedAt]) => operation(id, step, accountId, changedAt)),
    ),
  })
  .map((parts) => shelf(parts))

/** What a vault holds after the changes of a plan. */
export function applied(changes: readonly PlannedChange[], mine: Shelf, theirs: Shelf): Shelf {
  const next = {
    account: new Map(mine.account),
    held: new Map(mine.held),
    annotation: new Map(mine.annotation),
    other: new Map(mine.other),
    operation: new Map(mine.operation),
    place: new Map(mine.place),
    decision: new Map(mine.decision),
    warning: new Map(mine.warning),
    credential: new Map(mine.credential),
    secret: new Map(mine.secret),
  }
  for (const change of changes) {
    if ('remove' in change) next[change.remove].delete(change.id)
    else if ('value' in change) (next[change.put] as Map<string, unknown>).set(change.id, change.value)
    else {
      const side = change.from.side === 'mine' ? mine : theirs
      const value = side[change.from.kind].get(change.from.id)
      if (value === undefined) throw new Error('a plan names a value that is nowhere')
      const fingerprint = typeof value === 'string' ? value : value.fingerprint
      if (change.put === 'secret') next.secret.set(change.id, fingerprint)
      else if (typeof value !== 'string') next.credential.set(change.id, value)
      else throw new Error('a secret is no credential')
    }
  }
  return next
}

/** Every secret value of a shelf, by its fingerprint. */
export function valuesOf({ credential, secret }: Shelf): Set<string> {
  return new Set([...[...credential.values()].map(({ fingerprint }) => fingerprint), ...secret.values()])
}
