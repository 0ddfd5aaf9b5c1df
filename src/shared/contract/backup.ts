import { z } from 'zod'
import { slotKindSchema } from '../model/vault.ts'
import { instantSchema } from '../model/time.ts'
import { id, jobId, keySchema, nothing, type CallSpec } from './common.ts'

const fileName = z.string().max(300)
const number = z.int().min(0)

/** What a backup holds, by number; nothing of it is shown. */
const countedSchema = z.strictObject({
  madeAt: instantSchema,
  accounts: number,
  secrets: number,
  others: number,
  /** Records of a kind that this version does not know. */
  unknown: number,
})
export type CountedBackup = z.infer<typeof countedSchema>

/** Records of one kind, held against those of the backup. */
const tallySchema = z.strictObject({ fresh: number, changed: number, same: number, onlyHere: number })
export type Tally = z.infer<typeof tallySchema>

/** What only this vault has, and replacing it would take away. */
const lossesSchema = z.strictObject({
  accounts: number,
  /** Sign-ins of accounts that are in both. */
  credentials: number,
  secrets: number,
  others: number,
  notes: number,
  /** Places where a token is used. */
  places: number,
})
export type Losses = z.infer<typeof lossesSchema>

export const restorePreviewSchema = z.strictObject({
  planId: id,
  backup: countedSchema,
  accounts: z
    .array(
      z.strictObject({
        name: z.string().max(300),
        provider: z.string().max(100),
        origin: z.string().max(2000),
        what: z.enum(['fresh', 'changed', 'same', 'only-here']),
        /** Is there another account of the same sign-in here? Merging joins them, or both stay where that is not safe. */
        twin: z.enum(['none', 'joined', 'stays']),
        secrets: tallySchema,
      }),
    )
    .max(1000),
  secrets: tallySchema,
  others: tallySchema,
  merge: z.strictObject({
    /** Secrets that differ from the one here, and are stored as entries of their own. */
    secondSecrets: number,
    /** Operations that the backup caught under way, and that are not brought back. */
    leftOperations: number,
    /** Notes that have no room beside those here. */
    leftNotes: number,
    /** Does it change anything at all? */
    changes: number,
  }),
  losses: lossesSchema,
  /** Operations under way here: nothing is replaced before they have ended. */
  underWay: number,
})
export type RestorePreview = z.infer<typeof restorePreviewSchema>

const keptSchema = z.strictObject({ id, at: instantSchema })
export type KeptState = z.infer<typeof keptSchema>

const exported = z.strictObject({ name: fileName, tokens: number })
const format = z.enum(['json', 'csv'])

/** Channels of backups and exports. Main asks for files itself, by the system's dialogs: no path crosses. */
export const backupChannels = {
  /** Null when the person chose no file. */
  'backup.make': {
    input: z.strictObject({ key: keySchema, jobId }),
    output: z.strictObject({ made: countedSchema.extend({ name: fileName }).nullable() }),
    secret: 'in',
  },
  /** Asks for a file and looks at it. Main remembers which it was under `fileId`. */
  'backup.choose': {
    input: nothing,
    output: z.strictObject({
      chosen: z
        .strictObject({ fileId: id, name: fileName, madeAt: instantSchema, slots: z.array(slotKindSchema) })
        .nullable(),
    }),
  },
  /** Opens every record of the chosen file in memory, and counts. */
  'backup.prove': {
    input: z.strictObject({ fileId: id, key: keySchema, jobId }),
    output: countedSchema,
    secret: 'in',
  },
  /** The same, and holds it against the vault. Nothing is written. Main keeps it opened under `planId`. */
  'backup.preview': {
    input: z.strictObject({ fileId: id, key: keySchema, jobId }),
    output: restorePreviewSchema,
    secret: 'in',
  },
  /** Throws `confirmation-needed` when replacing would take away something else than `acceptLosing` says. */
  'backup.restore': {
    input: z.strictObject({ planId: id, how: z.enum(['merge', 'replace']), acceptLosing: lossesSchema.nullable() }),
    /** `kept`: the state before is kept until the person lets it go, or everything is sealed anew. */
    output: z.strictObject({ changes: number, kept: z.boolean() }),
  },
  /** States of the vault before something was replaced, newest first. */
  'backup.kept': { input: nothing, output: z.strictObject({ kept: z.array(keptSchema).max(100) }) },
  /** As `backup.preview`, of a kept state: the vault's own key opens it. */
  'backup.previewKept': { input: z.strictObject({ id, jobId }), output: restorePreviewSchema },
  'backup.letGo': { input: z.strictObject({ id }), output: nothing },
  /** The person is done with the chosen file: main forgets it and its keys. */
  'backup.drop': { input: nothing, output: nothing },

  /** Writes the list, without a secret, to a file that main asks for. Null when the person chose none. */
  'export.list': { input: z.strictObject({ format }), output: z.strictObject({ written: exported.nullable() }) },
  /** The same with all stored secrets and credentials, in clear. `key` has to open the vault. */
  'export.secrets': {
    input: z.strictObject({ format, key: keySchema, jobId }),
    output: z.strictObject({ written: exported.nullable() }),
    secret: 'in',
  },
} as const satisfies Record<string, CallSpec>

/** How far a job has come that tells so. */
export const progressSchema = z.strictObject({ jobId: z.string().max(100), done: number, total: number })
