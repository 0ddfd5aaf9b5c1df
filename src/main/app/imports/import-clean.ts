import type { Input, Output } from '#shared/contract'
import type { Cleanable } from '#shared/contract/import'
import { typedWhereSchema } from '#shared/model/place'
import { mostPlaces } from '#shared/rules/place-limits'
import { keyOfWhere } from '#shared/rules/places'
import { formatOf, rewrite, valuesIn, withReplacement, type Format, type PlaceRecord } from '../../places/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { PlaceFile } from '../../ports/place-files.ts'
import type { Context } from '../context.ts'
import { isOnlySignIn, keepersOf, tryKept } from './import-kept.ts'
import type { CleaningPlan, Keeper, Staged } from './imports.ts'
import { noteActivity } from '../activity/noted.ts'
import { digestOf, lookAt, pathOf } from '../places/place-target.ts'
import { writeWithCopy } from '../places/replace-here.ts'

/**
 * What stands where a secret was. It says where it went, is no secret of anybody's, and keeps the file one that every tool
 * reads: what is read again can be compared value by value.
 */
const instead = 'moved-to-Keyrack'
const mostLines = 1000

/**
 * Tells which values of an import can be taken out of their file: those that the vault has with a token, and whose provider
 * accepts what is stored. Nothing is written. Throws Failure.
 */
export async function previewClean(
  context: Context,
  { importId, file: number }: Input<'import.previewClean'>,
  signal: AbortSignal,
): Promise<Output<'import.previewClean'>> {
  const { imports, vault, random } = context
  const staged = imports.get(importId)
  const path = staged.files[number]
  if (path === undefined) throw new Failure('not-found')
  const format = formatOf(path)
  const file = format === null ? 'unknown-format' : await lookAt(context, path)
  const there = format === null || typeof file === 'string' ? null : new Set(valuesIn(file.bytes, format))
  const over = AbortSignal.any([signal, staged.gone.signal, context.life()])
  const values: { candidateId: string; is: Cleanable }[] = []
  const gone = new Map<string, readonly Keeper[]>()
  for (const one of staged.values.values()) {
    if (!one.told.spots.some(({ file: at }) => at === number)) continue
    const print = one.secret.use((value) => vault.records.fingerprint(value))
    const keepers = keepersOf(context, print)
    const is = await cleanable(context, one, { print, keepers }, there, over)
    if (over.aborted) throw new Failure('cancelled')
    values.push({ candidateId: one.told.id, is })
    if (is === 'works' || is === 'untried') gone.set(print, keepers)
  }
  if (format === null) return { values, plan: null, why: 'unknown-format' }
  if (typeof file === 'string') return { values, plan: null, why: file }
  if (gone.size === 0) return { values, plan: null, why: null }
  // The way back is with the place.
  const where = typedWhereSchema.safeParse({ kind: 'file', path }).data
  if (where?.kind !== 'file' || where.path !== path) return { values, plan: null, why: 'odd-path' }
  const made = rewritten(context, file, format, gone)
  if (!made.ok) return { values, plan: null, why: made.why === 'not-text' ? 'not-understood' : made.why }
  const plan: CleaningPlan = { planId: random.uuid(), path, digest: digestOf(context, file.bytes), values: gone }
  staged.plan = plan
  return {
    values,
    why: null,
    plan: {
      planId: plan.planId,
      path: file.path,
      isLinked: file.path !== path,
      tracked: file.tracked,
      lines: made.hits.slice(0, mostLines),
      elsewhere: made.elsewhere,
    },
  }
}

/**
 * Takes the values out as it was previewed, all or none. The file goes into the vault's folder first, sealed: each token has
 * it among its places, and can put it back from there. Throws Failure.
 */
export async function cleanFile(
  context: Context,
  { importId, planId }: Input<'import.clean'>,
): Promise<Output<'import.clean'>> {
  const { imports, index, store, clock, random } = context
  const staged = imports.get(importId)
  const { plan } = staged
  if (plan?.planId !== planId) throw new Failure('not-found')
  // Each is for once.
  staged.plan = null
  const { path, digest, values } = plan
  const format = formatOf(path)
  const file = await lookAt(context, path)
  if (format === null || typeof file === 'string' || digestOf(context, file.bytes) !== digest) {
    return { outcome: 'changed' }
  }
  // What the vault does not have any more stays in the file.
  const isKept = [...values].every(([print, keepers]) => hasAll(keepersOf(context, print), keepers))
  const made = rewritten(context, file, format, values)
  if (!made.ok || !isKept) return { outcome: 'changed' }
  const where = { kind: 'file', path, format } as const
  const isAt = (place: PlaceRecord) => keyOfWhere(place.where) === keyOfWhere(where)
  const tokenIds = [...new Set([...values.values()].flat().map(({ tokenId }) => tokenId))]
  const places = new Map(
    tokenIds.map((tokenId): readonly [string, PlaceRecord] => {
      const all = index.placesOf(tokenId)
      const known = all.find(([, place]) => isAt(place) || pathOf(context, place) === path)
      // The window is told of no more, and so of no way back.
      if (known === undefined && all.length >= mostPlaces) throw new Failure('too-large', { limit: mostPlaces })
      return known ?? [random.uuid(), newPlace(tokenId, where, clock.now())]
    }),
  )
  if (!(await writeWithCopy(context, places, path, { file, next: made.bytes }))) return { outcome: 'changed' }
  const seen = { at: clock.now(), fingerprint: null }
  const now = [...places.keys()].flatMap((id) => {
    const place = index.places.get(id)
    return place === undefined ? [] : [{ id, place }]
  })
  await store.commit(
    now.map(({ id, place }) => ({
      put: 'place',
      id,
      value: { ...withReplacement(place, null, clock.now()), seen },
    })),
  )
  for (const tokenId of tokenIds) noteActivity(context, { what: 'place-cleaned', tokenId }, 'done')
  return { outcome: 'written' }
}

function hasAll(now: readonly Keeper[], before: readonly Keeper[]): boolean {
  return before.every(({ tokenId }) => now.some((keeper) => keeper.tokenId === tokenId))
}

function newPlace(tokenId: string, where: PlaceRecord['where'], now: number): PlaceRecord {
  return { tokenId, where, note: '', addedAt: now, changedAt: now, replaced: null, old: null, seen: null }
}

function rewritten(
  { vault }: Context,
  file: PlaceFile,
  format: Format,
  values: ReadonlyMap<string, unknown>,
): ReturnType<typeof rewrite> {
  return rewrite(file.bytes, format, (text) => values.has(vault.records.fingerprint(text)), instead)
}

async function cleanable(
  context: Context,
  { secret }: Staged,
  { print, keepers }: { readonly print: string; readonly keepers: readonly Keeper[] },
  there: ReadonlySet<string> | null,
  signal: AbortSignal,
): Promise<Cleanable> {
  if (keepers.length === 0) return isOnlySignIn(context, print) ? 'no-token' : 'not-stored'
  if (there !== null && !secret.use((value) => there.has(value))) return 'absent'
  const tried = await Promise.all(keepers.map((keeper) => tryKept(context, keeper, signal)))
  // One of them that is accepted says it for the value.
  return states.find((state) => tried.includes(state)) ?? 'not-asked'
}

const states: readonly Cleanable[] = ['works', 'refused', 'not-asked', 'untried']
