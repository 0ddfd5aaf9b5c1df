import { z } from 'zod'
import { appErrorSchema } from '../model/error.ts'
import { instantSchema } from '../model/time.ts'
import { quietSchema, warningDaysSchema } from '../model/warning.ts'
import { id, nothing, type CallSpec } from './common.ts'

/** How many of the next are told. */
export const mostNext = 10

/** A token that has expired, is due, or is the next to be; `days`: the warning step that it is at, null while it is at none. */
export const nextExpirySchema = z.strictObject({
  tokenId: id,
  name: z.string().max(2000),
  provider: z.string().max(60),
  at: instantSchema,
  days: z.int().min(1).max(365).nullable(),
})
export type NextExpiry = z.infer<typeof nextExpirySchema>

/**
 * What an account signs in with, where no list has that token: it has expired (0 days), or is at a warning step. `tokenId`: its
 * id among what is warned of.
 */
export const endingCredentialSchema = z.strictObject({
  accountId: id,
  tokenId: id,
  at: instantSchema,
  days: z.int().min(0).max(365),
})
export type EndingCredential = z.infer<typeof endingCredentialSchema>

/**
 * What is to be warned of, for everything that counts it: banner, tray, badge. While the vault is locked the numbers are those of
 * the tokens that were known when it was closed, as of now; `next` is empty then.
 */
export const expiryFactsSchema = z.strictObject({
  /** Active tokens that have expired, and those within a warning step. Those that `quiet` counts are not among them. */
  expired: z.int().nonnegative(),
  due: z.int().nonnegative(),
  /** Expired or due, but the person knows of them, or has put the warning off. */
  quiet: z.int().nonnegative(),
  /** Those that expire next, soonest first; tokens that have expired are not among them. */
  next: z.array(nextExpirySchema).max(mostNext),
  /** What of that is in no list, soonest first; none of them is quiet. Empty while the vault is locked. */
  credentials: z.array(endingCredentialSchema),
  /** The steps of accounts and providers that have others than all, by their ids. */
  steps: z.record(id, warningDaysSchema),
  /**
   * What a notice of the system was about which the person has opened, until the window shows it: a token, an
   * account whose credential ends, or, without either, all that has expired or is due.
   */
  wanted: z.strictObject({ tokenId: id.nullable(), accountId: id.optional() }).nullable(),
})
export type ExpiryFacts = z.infer<typeof expiryFactsSchema>

/** Why the calendar file is not up to date that should be, and since when; null: it is, or there is none. */
export const calendarTroubleSchema = z.strictObject({ error: appErrorSchema, since: instantSchema })
export type CalendarTrouble = z.infer<typeof calendarTroubleSchema>

export const expiryChannels = {
  /** Asks for a file by the system's dialog and writes a calendar; `keep`: and keeps it up to date from now on. */
  'calendar.save': {
    input: z.strictObject({ names: z.boolean(), keep: z.boolean() }),
    output: z.strictObject({ written: z.strictObject({ name: z.string(), tokens: z.int() }).nullable() }),
  },
  /** Leaves the file that is kept up to date as it is. */
  'calendar.leave': { input: nothing, output: nothing },
  /**
   * What the person says to the warnings of these tokens, until they end at another time: not before `until`; not again; or as
   * ever. Tokens without a known end are passed over.
   */
  'expiry.quiet': {
    input: z.strictObject({
      tokenIds: z.array(id).min(1).max(10_000),
      how: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('snoozed'), until: instantSchema }),
        z.strictObject({ kind: z.literal('known') }),
        z.strictObject({ kind: z.literal('none') }),
      ]),
    }),
    output: nothing,
  },
  /** Takes back what was said: of each token what had been said before it is what holds again. Unknown ones are passed over. */
  'expiry.undo': {
    input: z.strictObject({
      said: z
        .array(z.strictObject({ tokenId: id, quiet: quietSchema.nullable() }))
        .min(1)
        .max(10_000),
    }),
    output: nothing,
  },
  /** Chooses the steps of one token, or of all tokens of an account or a provider; null: as all others. */
  'expiry.steps': {
    input: z.strictObject({
      of: z.enum(['token', 'account', 'provider']),
      id,
      days: warningDaysSchema.nullable(),
    }),
    output: nothing,
  },
  /** The window shows what `facts.expiry.wanted` named. */
  'expiry.shown': { input: nothing, output: nothing },
} as const satisfies Record<string, CallSpec>
