import { isAbsolute, join } from 'node:path'
import type { Input, Output } from '#shared/contract'
import type { SeenValue } from '#shared/model/place'
import { giveWay } from '../../inventory/index.ts'
import { mostWords, seenValue, wordsOf, type PlaceRecord } from '../../places/index.ts'
import { Failure } from '../../ports/failure.ts'
import { codeOf, isMissing } from '../../ports/file-errors.ts'
import type { Context } from '../context.ts'
import { waitingSuccessor } from './place-facts.ts'

type Found = Output<'place.look'>['found']

/** A file that a tool reads its secret from is small. */
const mostBytes = 1024 * 1024
/** Words that are compared at a stretch: a few milliseconds. */
const slice = 500

/**
 * Looks into the file of a place for the secrets that the vault knows of its tokens, by their fingerprints: no stored secret
 * is opened for it. Notes what was there. Throws Failure('not-found').
 */
export async function lookAtPlace(context: Context, { placeId }: Input<'place.look'>): Promise<Output<'place.look'>> {
  const { index, store, clock } = context
  const place = index.places.get(placeId)
  if (place?.where.kind !== 'file') throw new Failure('not-found')
  const read = await fingerprintIn(context, place, place.where.path)
  if (typeof read === 'string') return { found: read }
  // A person may have changed it meanwhile.
  const now = index.places.get(placeId)
  if (now?.where.kind !== 'file' || now.where.path !== place.where.path) throw new Failure('not-found')
  const value = { ...now, seen: { at: clock.now(), fingerprint: read.fingerprint } }
  await store.commit([{ put: 'place', id: placeId, value }])
  return { found: seenIn(context, value) }
}

function seenIn({ index }: Context, place: PlaceRecord): SeenValue {
  const printOf = (tokenId: string) => index.heldOf(tokenId)?.held.fingerprint
  return seenValue(place, printOf, waitingSuccessor(index, place.tokenId)) ?? 'absent'
}

/** The fingerprint of the value that is there, null when none of those that are known is; or why nobody can tell. */
async function fingerprintIn(
  context: Context,
  place: PlaceRecord,
  path: string,
): Promise<{ readonly fingerprint: string | null } | Exclude<Found, SeenValue>> {
  const here = pathHere(context, path)
  if (here === null) return 'elsewhere'
  const wanted = printsOf(context, place)
  if (wanted.length === 0) return 'unknown'
  let bytes: Buffer
  try {
    bytes = await context.fs.read(here, mostBytes)
  } catch (error) {
    if (isMissing(error)) return { fingerprint: null }
    return codeOf(error) === 'EFBIG' ? 'too-large' : 'unreadable'
  }
  try {
    return await firstOf(context, wanted, bytes.toString('utf8'))
  } finally {
    bytes.fill(0)
  }
}

async function firstOf(
  { vault }: Context,
  wanted: readonly string[],
  text: string,
): Promise<{ readonly fingerprint: string | null } | 'too-large'> {
  const there = new Set<string>()
  let count = 0
  for (const word of wordsOf(text)) {
    if (count >= mostWords) return 'too-large'
    const print = vault.records.fingerprint(word)
    if (wanted.includes(print)) there.add(print)
    count += 1
    if (count % slice === 0) await giveWay()
  }
  return { fingerprint: wanted.find((print) => there.has(print)) ?? null }
}

/** What to look for. What is to be gone from there comes first: a tool may keep a value twice. */
function printsOf({ index }: Context, { tokenId, replaced, old }: PlaceRecord): string[] {
  const printOf = (id: string | null | undefined) => (id == null ? undefined : index.heldOf(id)?.held.fingerprint)
  const successor = replaced?.by ?? waitingSuccessor(index, tokenId)
  const prints = [old?.fingerprint ?? undefined, printOf(tokenId), printOf(successor)]
  return [...new Set(prints.filter((print) => print !== undefined))]
}

/** Null for a path that is not of this computer: a name alone, or a share, which would be told who asks. */
export function pathHere({ toolPlaces: { home } }: Pick<Context, 'toolPlaces'>, path: string): string | null {
  const whole = /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path
  return isAbsolute(whole) && !/^[/\\]{2}/.test(whole) ? whole : null
}
