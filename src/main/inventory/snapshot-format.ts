import { z } from 'zod'
import { partSchema } from '#shared/model/account'
import { tokenSchema, type Token } from '#shared/model/token'
import { quickParser } from '#shared/rules/quick-parse'
import type { PartState } from './part-state.ts'

/** Most tokens in one snapshot: what is parsed in one go stays far below what a person notices. */
export const chunkSize = 500

export const indexName = 'inventory.index'
const namePattern = /^inventory\.([0-9a-f-]{36})\.(\d{1,12})\.(\d{1,6})(?:\.(\d{1,12}))?$/

/**
 * A chunk that is written again gets another name, so that the names alone tell another process what has changed. `edit`
 * counts that; 0 is how it was written first.
 */
export function chunkName(key: string, revision: number, chunk: number, edit = 0): string {
  return `inventory.${key}.${revision}.${chunk}${edit === 0 ? '' : `.${edit}`}`
}

/** What a snapshot's name says; null for the index and for files of others. */
export function readChunkName(
  name: string,
): { readonly key: string; readonly revision: number; readonly chunk: number; readonly edit: number } | null {
  const [whole, key = '', revision, chunk, edit = 0] = namePattern.exec(name) ?? []
  if (whole === undefined) return null
  return { key, revision: Number(revision), chunk: Number(chunk), edit: Number(edit) }
}

/** A token without what it shares with its whole part. */
const storedTokenSchema = tokenSchema.omit({
  id: true,
  accountId: true,
  partId: true,
  provider: true,
  owner: true,
  kind: true,
})

const chunkSchema = z.strictObject({
  format: z.literal(1),
  provider: z.string(),
  part: partSchema.pick({ id: true, accountId: true, owner: true, kind: true, asOf: true }),
  /** The chunk with the highest number says so, and thereby that none is missing at the end. */
  last: z.boolean(),
  tokens: z.array(z.strictObject({ id: z.string(), facts: storedTokenSchema })),
})
export type Chunk = z.infer<typeof chunkSchema>
const parseChunk = quickParser(chunkSchema)

const indexSchema = z.strictObject({
  format: z.literal(1),
  parts: z.array(
    z.strictObject({ key: z.string(), provider: z.string(), revision: z.int(), chunks: z.int(), facts: partSchema }),
  ),
})
export type PartsIndex = z.infer<typeof indexSchema>
export type IndexedPart = PartsIndex['parts'][number]

/** One chunk of a part as bytes. Tokens that are there no more are left out. */
export function writeChunk(part: PartState, ids: readonly string[], last: boolean): Buffer {
  const { id, accountId, owner, kind, asOf } = part.facts
  const tokens = ids.flatMap((tokenId) => {
    const token = part.tokens.get(tokenId)
    return token === undefined ? [] : [{ id: tokenId, facts: withoutShared(token) }]
  })
  const chunk: Chunk = { format: 1, provider: part.provider, part: { id, accountId, owner, kind, asOf }, last, tokens }
  return Buffer.from(JSON.stringify(chunk))
}

function withoutShared(token: Token): Chunk['tokens'][number]['facts'] {
  const {
    id: _id,
    accountId: _account,
    partId: _part,
    provider: _provider,
    owner: _owner,
    kind: _kind,
    ...facts
  } = token
  return facts
}

/** Throws when the bytes are not a chunk of this format. */
export function readChunk(bytes: Buffer): Chunk {
  return parseChunk(JSON.parse(bytes.toString('utf8')))
}

/** The tokens of a chunk, sharing the part's owner with each other. */
export function tokensOf({ part, provider, tokens }: Chunk): Token[] {
  const { accountId, owner, kind, id: partId } = part
  return tokens.map(({ id, facts }) => ({ ...facts, id, accountId, partId, provider, owner, kind }))
}

/** What the index says of a part. */
export function indexed({ key, provider, revision, chunks, facts }: PartState): IndexedPart {
  return { key, provider, revision, chunks: chunks.length, facts }
}

export function writeIndex(parts: IndexedPart[]): Buffer {
  return Buffer.from(JSON.stringify({ format: 1, parts } satisfies PartsIndex))
}

/** Throws when the bytes are not an index of this format. */
export function readIndex(bytes: Buffer): PartsIndex {
  return indexSchema.parse(JSON.parse(bytes.toString('utf8')))
}
