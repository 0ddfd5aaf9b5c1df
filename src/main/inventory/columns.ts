import { z } from 'zod'
import { instantSchema, type Creation, type Expiry, type Instant, type LastUse } from '#shared/model/time'
import { tokenSchema, type Token } from '#shared/model/token'
import { tokenIdOf } from './ids.ts'

/**
 * Tokens as a snapshot has them: field by field and not token by token. The name of a field stands there once, and what all
 * tokens have alike too; that is a third of the bytes, and half of the time to read thousands of them.
 */

/** Every token's value, in their order, or the one that all of them have. */
type Column<T> = T[] | { all: T }

function columnSchema<T extends z.ZodType>(value: T) {
  return z.union([z.array(value), z.strictObject({ all: value })])
}

/** Null where a token has no such field; the whole column is missing where none has. */
function optionalSchema<T extends z.ZodType>(field: z.ZodOptional<T>) {
  return columnSchema(field.unwrap().nullable()).optional()
}

/** An instant as its number, and what else there is by its word. */
const creationSchema = z.union([instantSchema, z.literal('unknown')])
const useSchema = z.union([instantSchema, z.enum(['never', 'unknown'])])
const expirySchema = z.union([useSchema, z.strictObject({ at: instantSchema, by: z.enum(['secret', 'typed']) })])

const { shape } = tokenSchema

/** Fields that every token has, beside what its part has. */
type Always =
  'id' | 'issuerId' | 'name' | 'description' | 'created' | 'lastUsed' | 'expiry' | 'scopes' | 'state' | 'asOf'

const optionalSchemas = {
  role: optionalSchema(shape.role),
  admin: optionalSchema(shape.admin),
  createdBy: optionalSchema(shape.createdBy),
  lastUsedFrom: optionalSchema(shape.lastUsedFrom),
  rateLimit: optionalSchema(shape.rateLimit),
  leaked: optionalSchema(shape.leaked),
  goneAt: optionalSchema(shape.goneAt),
  service: optionalSchema(shape.service),
  serviceUrl: optionalSchema(shape.serviceUrl),
  manageUrl: optionalSchema(shape.manageUrl),
} satisfies Record<Exclude<keyof Token, keyof Shared | Always>, z.ZodType>
type OptionalField = keyof typeof optionalSchemas
const optionalFields = Object.keys(optionalSchemas) as OptionalField[]

export const columnsSchema = z.strictObject({
  issuerId: z.array(shape.issuerId),
  /** Null where it is made of the part's and the provider's. */
  id: columnSchema(shape.id.nullable()),
  name: columnSchema(shape.name),
  description: columnSchema(shape.description),
  created: columnSchema(creationSchema),
  lastUsed: columnSchema(useSchema),
  expiry: columnSchema(expirySchema),
  scopes: columnSchema(shape.scopes),
  state: columnSchema(shape.state),
  asOf: columnSchema(shape.asOf),
  ...optionalSchemas,
})
export type Columns = z.infer<typeof columnsSchema>

/** What all tokens of a part have in common. */
export type Shared = Pick<Token, 'accountId' | 'partId' | 'provider' | 'owner' | 'kind'>

/** The tokens of a part as columns. */
export function columnsOf(tokens: readonly Token[], partId: string): Columns {
  const issuerId = tokens.map((token) => token.issuerId)
  const optional = optionalFields.flatMap((field) => {
    const values = tokens.map((token) => token[field] ?? null)
    return values.every((value) => value === null) ? [] : [[field, columnOf<unknown>(values)] as const]
  })
  return {
    issuerId,
    id: columnOf(tokens.map(({ id, issuerId: name }) => (id === tokenIdOf(partId, name) ? null : id))),
    name: columnOf(tokens.map(({ name }) => name)),
    description: columnOf(tokens.map(({ description }) => description)),
    created: columnOf(tokens.map(({ created }) => packed(created))),
    lastUsed: columnOf(tokens.map(({ lastUsed }) => packed(lastUsed))),
    expiry: columnOf(tokens.map(({ expiry }) => packedExpiry(expiry))),
    scopes: columnOf(tokens.map(({ scopes }) => scopes)),
    state: columnOf(tokens.map(({ state }) => state)),
    asOf: columnOf(tokens.map(({ asOf }) => asOf)),
    ...(Object.fromEntries(optional) as Partial<Pick<Columns, OptionalField>>),
  }
}

function columnOf<T>(values: T[]): Column<T> {
  const [first] = values
  if (first === undefined) return values
  const text = JSON.stringify(first)
  return values.every((value) => value === first || JSON.stringify(value) === text) ? { all: first } : values
}

function packed<T extends LastUse>(time: T): Instant | Exclude<T['kind'], 'at'> {
  return time.kind === 'at' ? time.at : (time.kind as Exclude<T['kind'], 'at'>)
}

function packedExpiry(expiry: Expiry): z.infer<typeof expirySchema> {
  return expiry.kind === 'at' && expiry.by !== undefined ? { at: expiry.at, by: expiry.by } : packed(expiry)
}

/** The tokens that the columns tell of. What many have alike is one object. Throws where a column is not of the length of the others. */
export function tokensFrom(columns: Columns, { accountId, partId, provider, owner, kind }: Shared): Token[] {
  const count = columns.issuerId.length
  const id = readerOf(columns.id, count)
  const name = readerOf(columns.name, count)
  const description = readerOf(columns.description, count)
  const created = readerOf(columns.created, count)
  const lastUsed = readerOf(columns.lastUsed, count)
  const expiry = readerOf(columns.expiry, count)
  const scopes = readerOf(columns.scopes, count)
  const state = readerOf(columns.state, count)
  const asOf = readerOf(columns.asOf, count)
  const optional = optionalFields.flatMap((field) => {
    const column: Column<unknown> | undefined = columns[field]
    return column === undefined ? [] : [[field, readerOf(column, count)] as const]
  })
  const tokens = columns.issuerId.map((issuerId, at): Token => ({
    id: id(at) ?? tokenIdOf(partId, issuerId),
    accountId,
    partId,
    provider,
    issuerId,
    owner,
    kind,
    name: name(at),
    description: description(at),
    created: creationOf(created(at)),
    lastUsed: useOf(lastUsed(at)),
    expiry: expiryOf(expiry(at)),
    scopes: scopes(at),
    state: state(at),
    asOf: asOf(at),
  }))
  for (const [field, valueAt] of optional) {
    tokens.forEach((token: Record<string, unknown>, at) => {
      const value = valueAt(at)
      if (value !== null) token[field] = value
    })
  }
  return tokens
}

function readerOf<T>(column: Column<T>, count: number): (at: number) => T {
  if (!Array.isArray(column)) return () => column.all
  if (column.length !== count) throw new Error('a column is not of the length of the others')
  return (at) => column[at] as T
}

const never = { kind: 'never' } as const
const unknown = { kind: 'unknown' } as const

function creationOf(time: z.infer<typeof creationSchema>): Creation {
  return time === 'unknown' ? unknown : { kind: 'at', at: time }
}

function useOf(time: z.infer<typeof useSchema>): LastUse {
  return time === 'never' ? never : creationOf(time)
}

function expiryOf(time: z.infer<typeof expirySchema>): Expiry {
  return typeof time === 'object' ? { kind: 'at', ...time } : useOf(time)
}
