import { z } from 'zod'
import { partSchema } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import { tokenSchema, type Token } from '#shared/model/token'
import { quickParser } from '#shared/rules/quick-parse'
import { columnsOf, columnsSchema, tokensFrom } from './columns.ts'
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

const partOfChunkSchema = partSchema.pick({ id: true, accountId: true, owner: true, kind: true, asOf: true })

/** What is written; format 1 is read as well. */
const chunkFormat = 2

/** A chunk that a later version has written: whole, and not ours to replace. */
export class LaterChunk extends Error {}

const chunkSchema = z.strictObject({
  format: z.literal(chunkFormat),
  provider: z.string(),
  part: partOfChunkSchema,
  /** The chunk with the highest number says so, and thereby that none is missing at the end. */
  last: z.boolean(),
  tokens: columnsSchema,
})
const parseChunk = quickParser(chunkSchema)

/** Of format 1: the tokens one by one, each without what it shares with its whole part. */
const olderChunkSchema = chunkSchema.extend({
  format: z.literal(1),
  tokens: z.array(
    z.strictObject({
      id: z.string(),
      facts: tokenSchema.omit({ id: true, accountId: true, partId: true, provider: true, owner: true, kind: true }),
    }),
  ),
})

const parseOlderChunk = quickParser(olderChunkSchema)

/** A part of a part's tokens, and what stands there of the part itself. */
export interface Chunk {
  readonly provider: string
  readonly part: z.infer<typeof partOfChunkSchema>
  readonly last: boolean
  readonly tokens: readonly Token[]
}

const indexSchema = z.strictObject({
  format: z.literal(1),
  parts: z.array(
    z.strictObject({ key: z.string(), provider: z.string(), revision: z.int(), chunks: z.int(), facts: partSchema }),
  ),
})
type PartsIndex = z.infer<typeof indexSchema>
const parseIndex = quickParser(indexSchema)
export type IndexedPart = PartsIndex['parts'][number]

/** One chunk of a part as bytes. Tokens that are there no more are left out. */
export function writeChunk({ provider, facts, tokens }: PartState, ids: readonly string[], last: boolean): Buffer {
  const { id, accountId, owner, kind, asOf } = facts
  const there = ids.flatMap((tokenId) => tokens.get(tokenId) ?? [])
  const part = { id, accountId, owner, kind, asOf }
  const chunk = { format: chunkFormat, provider, part, last, tokens: columnsOf(there, id) } satisfies z.infer<
    typeof chunkSchema
  >
  return Buffer.from(JSON.stringify(chunk))
}

/** Throws LaterChunk, or another error when the bytes are no chunk. All tokens share `owner`, or the one of the chunk. */
export function readChunk(bytes: Buffer, owner?: Owner): Chunk {
  const value: unknown = JSON.parse(bytes.toString('utf8'))
  const format = formatOf(value)
  if (typeof format === 'number' && format > chunkFormat) throw new LaterChunk()
  const { provider, part, last, tokens } = format === 1 ? parseOlderChunk(value) : parseChunk(value)
  const { accountId, id: partId, kind } = part
  const shared = { accountId, partId, provider, owner: owner ?? part.owner, kind }
  return {
    provider,
    part,
    last,
    tokens: Array.isArray(tokens)
      ? tokens.map(({ id, facts }) => ({ ...facts, id, ...shared }))
      : tokensFrom(tokens, shared),
  }
}

function formatOf(chunk: unknown): unknown {
  return typeof chunk === 'object' && chunk !== null && 'format' in chunk ? chunk.format : undefined
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
  return parseIndex(JSON.parse(bytes.toString('utf8')))
}
