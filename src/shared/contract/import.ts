import { z } from 'zod'
import { appErrorSchema } from '../model/error.ts'
import { importFormatSchema, importRefusalSchema, leftOutReasonSchema } from '../model/import.ts'
import { instantSchema } from '../model/time.ts'
import { proofSchema } from '../model/token.ts'
import { longestValues } from '../rules/leaked.ts'
import { id, jobId, nothing, typedSchema, type CallSpec } from './common.ts'
import { whyNotSchema } from './places.ts'
import { mostFound } from './scan.ts'

/** So many values of one import are shown, those that look like tokens first; the others are forgotten at once. */
export const mostImported = 500
/** So many entries that are left out are told one by one. */
export const mostLeftOut = 100

const line = z.string().max(500)
const number = z.int().nonnegative()

/** Where in what was read an entry stands. */
const entrySchema = z.strictObject({ line: z.int().positive().nullable(), entry: line.nullable() })
/** `file`: which of the files; null for pasted text. */
const spotSchema = entrySchema.extend({ file: number.nullable() })
export type ImportSpot = z.infer<typeof spotSchema>

/** A value that was found. Nothing of it is told but how its kind begins, and how it ends where it is long enough. */
const candidateSchema = z.strictObject({
  id,
  masked: z.string().max(80),
  /** Every place that has it. */
  spots: z.array(spotSchema).min(1).max(20),
  /** What the file says of it, which nobody has checked. */
  name: line.nullable(),
  service: line.nullable(),
  user: line.nullable(),
  expiresAt: instantSchema.nullable(),
  /** Providers whose secret it looks like, likeliest first. */
  providers: z.array(z.string().max(60)).max(10),
  /** Its checksum is right. */
  isCertain: z.boolean(),
  /**
   * Where the first of them would be, by what the file says; null where it says nothing of use. `isKnown`: an address of the
   * provider's own, or one that an account signs in at. Nothing is sent to any other that no person has confirmed.
   */
  address: z.strictObject({ origin: z.string().max(2000), isKnown: z.boolean() }).nullable(),
  /** Tokens whose stored secret it is. */
  tokenIds: z.array(id),
  /** Accounts that sign in with it. */
  accountIds: z.array(id),
})
export type ImportCandidate = z.infer<typeof candidateSchema>

const refusalSchema = z.enum([...importRefusalSchema.options, 'no-file', 'unreadable'])
export type ImportRefused = z.infer<typeof refusalSchema>

/** What a file, or what was pasted, has in it. */
const importReadSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('read'),
    importId: id,
    format: importFormatSchema,
    /** The files that were read, by their paths; empty for pasted text. */
    files: z.array(z.string().max(8192)).max(mostFound),
    candidates: z.array(candidateSchema).max(mostImported),
    /** Further values that were found. */
    more: number,
    leftOut: z.array(entrySchema.extend({ reason: leftOutReasonSchema })).max(mostLeftOut),
    moreLeftOut: number,
  }),
  /** The file has a password. `isWrong`: what was typed does not open it. */
  z.strictObject({ state: z.literal('key-needed'), importId: id, name: z.string().max(300), isWrong: z.boolean() }),
  /** Nothing is imported from it. */
  z.strictObject({
    state: z.literal('refused'),
    why: refusalSchema,
    format: importFormatSchema.nullable(),
    limit: z.number().nullable(),
    line: z.int().positive().nullable(),
  }),
])
export type ImportAnswer = z.infer<typeof importReadSchema>

/** What a person wants done with a value. */
const decisionSchema = z.discriminatedUnion('as', [
  /** The secret of a token of this account; null: whichever it is, if the provider tells. */
  z.strictObject({ as: z.literal('token'), accountId: id, tokenId: id.nullable() }),
  /**
   * What a new account signs in with. `confirmed`: the address that the person has read and confirmed; any that is not known
   * is refused without it, as `confirmation-needed`.
   */
  z.strictObject({
    as: z.literal('account'),
    provider: z.string().max(60),
    address: z.string().min(1).max(2000),
    confirmed: z.string().max(2000).nullable(),
    name: z.string().trim().min(1).max(100),
  }),
  z.strictObject({
    as: z.literal('other'),
    name: z.string().trim().min(1).max(200),
    service: z.string().trim().min(1).max(200),
  }),
])
export type ImportDecision = z.infer<typeof decisionSchema>

/**
 * How it ended for one value. `which`: the provider accepts it and does not say of which of `tokenIds` it is; nothing was
 * stored. `cancelled`: it was not begun.
 */
const resultSchema = z.strictObject({
  candidateId: id,
  outcome: z.enum(['stored', 'known', 'which', 'failed', 'cancelled']),
  /** The tokens that it is stored with, or of which one it is. */
  tokenIds: z.array(id).max(500),
  /** The account that was added. */
  accountId: id.nullable(),
  proof: proofSchema.nullable(),
  error: appErrorSchema.nullable(),
})
export type ImportResult = z.infer<typeof resultSchema>

/**
 * May a value be taken out of its file? `works`: the vault has it, and its provider accepts what is stored; `untried`: the
 * vault has it, and nobody can be asked; `refused`, `not-asked`: the provider does not accept it, or could not be asked;
 * `not-stored`: the vault does not have it; `no-token`: it has it as what an account signs in with, and no token of the list
 * is known to be that one; `absent`: it does not stand where the file has its values.
 */
const cleanableSchema = z.enum(['works', 'untried', 'refused', 'not-asked', 'not-stored', 'no-token', 'absent'])
export type Cleanable = z.infer<typeof cleanableSchema>

/** What is about to be taken out of a file. No value is told. */
const cleaningSchema = z.strictObject({
  planId: id,
  path: z.string().max(8192),
  isLinked: z.boolean(),
  tracked: z.enum(['yes', 'no', 'maybe']),
  lines: z.array(z.strictObject({ line: z.int().positive(), name: z.string().max(200) })).max(1000),
  /** How often they stand elsewhere in the file, such as in a comment. They stay there. */
  elsewhere: number,
})
export type Cleaning = z.infer<typeof cleaningSchema>

/** Channels of taking secrets in. Main keeps what it has read under `importId`, for half an hour at most. */
export const importChannels = {
  /** Asks for a file. Null when the person chose none. */
  'import.choose': {
    input: z.strictObject({ jobId }),
    output: z.strictObject({ answer: importReadSchema.nullable() }),
  },
  /** A file that was dropped onto the window. Only the preload may name it: the page cannot reach this channel. */
  'import.dropped': { input: z.strictObject({ path: z.string().min(1).max(8192), jobId }), output: importReadSchema },
  'import.paste': {
    input: z.strictObject({
      secret: z.discriminatedUnion('from', [
        z.strictObject({ from: z.literal('field'), value: z.string().min(1).max(longestValues) }),
        z.strictObject({ from: z.literal('clipboard') }),
      ]),
      jobId,
    }),
    output: importReadSchema,
    secret: 'in',
  },
  /** Takes in what a scan has found and the vault does not have, by the ids in its result. */
  'import.found': {
    input: z.strictObject({ scanId: id, ids: z.array(id).min(1).max(mostFound), jobId }),
    output: importReadSchema,
  },
  /** Reads a file that has a password. */
  'import.unlock': {
    input: z.strictObject({ importId: id, key: typedSchema, jobId }),
    output: importReadSchema,
    secret: 'in',
  },
  /**
   * Tries each value with its provider and stores it, one after the other. A cancelled job gives what was done by then.
   * Tells how many are done by `progress`.
   */
  'import.store': {
    input: z.strictObject({
      importId: id,
      decisions: z
        .array(z.strictObject({ candidateId: id, decision: decisionSchema }))
        .min(1)
        .max(mostImported),
      jobId,
    }),
    output: z.strictObject({ results: z.array(resultSchema).max(mostImported) }),
    gesture: true,
  },
  /** Looks what can be taken out of one of the files. Every stored secret is tried first. */
  'import.previewClean': {
    input: z.strictObject({ importId: id, file: number, jobId }),
    output: z.strictObject({
      values: z.array(z.strictObject({ candidateId: id, is: cleanableSchema })).max(mostImported),
      plan: cleaningSchema.nullable(),
      /** Why the file is not written, where it is not for the values. */
      why: whyNotSchema.nullable(),
    }),
  },
  /** Takes them out. `changed`: somebody else has changed the file since, and nothing was written. */
  'import.clean': {
    input: z.strictObject({ importId: id, planId: id }),
    output: z.strictObject({ outcome: z.enum(['written', 'changed']) }),
    gesture: true,
  },
  /** The person is done: forgets the values. */
  'import.forget': { input: z.strictObject({ importId: id }), output: nothing },
} as const satisfies Record<string, CallSpec>
