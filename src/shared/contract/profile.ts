import { z } from 'zod'
import { profileSchema } from '../model/profile.ts'
import { nothing, type CallSpec } from './common.ts'

const name = z.string().min(1).max(100)

/** Channels about the vaults beside this one. Names only: nothing of another vault is read, and nothing is ever deleted. */
export const profileChannels = {
  'profile.list': { input: nothing, output: z.strictObject({ profiles: z.array(profileSchema).max(1000) }) },
  /** Starts Keyrack with that vault, or brings its window to the front. */
  'profile.open': { input: z.strictObject({ name }), output: nothing },
  /** Makes the folder of a new vault and starts Keyrack with it; what opens the vault is asked there. */
  'profile.make': { input: z.strictObject({ name }), output: z.strictObject({ name: profileSchema.shape.name }) },
  'profile.showFolder': { input: z.strictObject({ name }), output: nothing },
} as const satisfies Record<string, CallSpec>
