import { z } from 'zod'
import { ownName } from './options-variable.ts'

/** A simulator that a person can sign in to by hand: the wizard offers it, and says with what. */
export const demoServiceSchema = z.strictObject({
  /** Id of the provider. */
  provider: z.string(),
  origin: z.string(),
  /** Where its own pages would be. */
  console: z.string(),
  credential: z.string(),
  /** What signing in needs beside it. */
  fields: z.record(z.string(), z.string()),
  /** What else there is to try, in sentences; may be empty. */
  says: z.string(),
})
export type DemoService = z.infer<typeof demoServiceSchema>

/** How the demo and test root is started; read from the environment as JSON, because it never enters the package. */
export const rootOptionsSchema = z.strictObject({
  /** The app's name, and with it the name of its key in the OS keystore. */
  name: z.string().regex(ownName),
  /** A throwaway folder. */
  userData: z.string(),
  purpose: z.enum(['demo', 'test']),
  /** Shows the sign "Demo". */
  demo: z.boolean(),
  /** Accounts to add by themselves to a vault that lives in memory only. */
  accounts: z.array(
    z.strictObject({ provider: z.string(), address: z.string(), credential: z.string(), name: z.string() }),
  ),
  /** What the wizard names as places to sign in to. */
  services: z.array(demoServiceSchema),
  /** Passphrases derived with a cost that only tests may use. */
  cheapPassphrase: z.boolean(),
  /** A file outside the profile that gets every message of the wire, one JSON line each, for leak tests. */
  recordWire: z.string().nullable(),
  /** The app's clock can be put forward through a global of main's process. */
  ledClock: z.boolean(),
})
export type RootOptions = z.infer<typeof rootOptionsSchema>
