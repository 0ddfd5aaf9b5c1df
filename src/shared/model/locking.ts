import { z } from 'zod'

/**
 * Can the system tell Keyrack of something?
 * - `yes`
 * - `looking`: it is being found out
 * - `partly`: only when the screen is locked through the session manager, which not every lock screen does
 * - `own-window`: only of input in Keyrack's own window
 * - `with-system-lock`: not by itself, but the system locks the screen then, and tells that
 * - `no-bus`: the system's message bus (D-Bus) cannot be reached
 * - `no-service`: nobody on that bus tells of it
 */
export const tellingSchema = z.enum([
  'yes',
  'looking',
  'partly',
  'own-window',
  'with-system-lock',
  'no-bus',
  'no-service',
])
export type Telling = z.infer<typeof tellingSchema>

/** What locks the vault by itself where the system can tell of it. */
export const tellingsSchema = z.strictObject({
  idle: tellingSchema,
  systemLock: tellingSchema,
  suspend: tellingSchema,
  userSwitch: tellingSchema,
})
export type Tellings = z.infer<typeof tellingsSchema>

/** How locking stands. */
export const lockingSchema = z.strictObject({
  tellings: tellingsSchema,
  /**
   * Why the vault is still open although it should be locked: a change that was sent is not stored yet, and the vault locks
   * as soon as it is; or new secrets cannot be stored, and would be lost.
   */
  held: z.enum(['change-under-way', 'secrets-not-stored']).nullable(),
  /** Scheduled refreshes wait until the vault is opened. */
  scheduleWaits: z.boolean(),
})
export type Locking = z.infer<typeof lockingSchema>
