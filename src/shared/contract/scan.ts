import { z } from 'zod'
import { id, jobId, nothing, type CallSpec } from './common.ts'

/** As many folders as are remembered. */
export const mostScanFolders = 50
/** As much as a scan tells of at most, of what the vault holds and of what it does not. */
export const mostFound = 5000

const path = z.string().max(8192)
const number = z.int().nonnegative()

const flags = {
  /** Also the files in which tools keep their secrets? */
  wellKnown: z.boolean(),
  /** Also what ignore files leave out? */
  alsoIgnored: z.boolean(),
  /** Also secrets that the vault does not have, by how they look? */
  unknown: z.boolean(),
}

/** Where a scan looks; remembered, sealed, in the vault's folder. */
const choicesSchema = z.strictObject({
  folders: z.array(z.strictObject({ id, path })).max(mostScanFolders),
  ...flags,
})
export type ScanChoices = z.infer<typeof choicesSchema>

/** A secret of the vault in a file. `tokenId`: the token that a place can be noted for; else the account signs in with it. */
const foundSchema = z.strictObject({
  id,
  tokenId: id.nullable(),
  accountId: id.nullable(),
  path,
  /** Where it stands first; `times`: how often in all. */
  lines: z.array(z.int().positive()).min(1).max(20),
  times: z.int().positive(),
  /** Is the file a place of this token already? */
  isKnown: z.boolean(),
})
export type FoundSecret = z.infer<typeof foundSchema>

/** What looks like a secret that the vault does not have. Nothing of it crosses but what all of its kind begin with. */
const unknownSchema = z.strictObject({
  id,
  provider: z.string().max(60),
  prefix: z.string().max(40),
  path,
  line: z.int().positive(),
  /** Equal for equal values. */
  same: number,
})
export type UnknownSecret = z.infer<typeof unknownSchema>

const resultSchema = z.strictObject({
  scanId: id,
  /** `whole`: everything was looked at; else what ended it before. */
  ended: z.enum(['whole', 'stopped', 'time', 'found']),
  /** How many secrets were looked for; `short`: how many were not, because they are too short to be told from other text. */
  secrets: number,
  short: number,
  files: number,
  bytes: number,
  binary: number,
  large: number,
  ignored: number,
  links: number,
  unreadable: number,
  found: z.array(foundSchema).max(mostFound),
  unknown: z.array(unknownSchema).max(mostFound),
  /** Some of what could not be looked at, by name. */
  leftOut: z.array(z.strictObject({ path, why: z.enum(['large', 'unreadable', 'missing', 'not-a-folder']) })).max(200),
})
export type Scanned = z.infer<typeof resultSchema>

/** Channels that look for the places of tokens in files. Main asks for folders by the system's dialog. */
export const scanChannels = {
  'scan.choices': { input: nothing, output: choicesSchema },
  /** Nothing changes when the person chose no folder. Throws `too-large` for one too many. */
  'scan.addFolder': { input: nothing, output: choicesSchema },
  'scan.removeFolder': { input: z.strictObject({ id }), output: choicesSchema },
  /**
   * Cancelled, it gives what was found until then. Main remembers it under `scanId` for half an hour. Throws `busy` while
   * another one runs.
   */
  'scan.run': { input: z.strictObject({ ...flags, jobId }), output: resultSchema },
  /** Notes these finds as places of their tokens. `full`: not noted, because their tokens have as many as they may; `odd`: because no place can have such a path. */
  'scan.remember': {
    input: z.strictObject({ scanId: id, found: z.array(id).min(1).max(mostFound) }),
    output: z.strictObject({ added: number, known: number, full: number, odd: number }),
  },
  'scan.drop': { input: z.strictObject({ scanId: id }), output: nothing },
} as const satisfies Record<string, CallSpec>
