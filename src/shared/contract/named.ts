import { z } from 'zod'
import type { CallSpec } from './common.ts'

/** So many addresses are shown of a configuration, and so many scopes of each. */
export const mostNamed = 50
export const mostScopes = 20

const namedAddressSchema = z.strictObject({
  /** As the account would keep it. */
  address: z.string().max(2000),
  /** Names of packages that the tool fetches from there, such as `@acme`. */
  scopes: z.array(z.string().max(100)).max(mostScopes),
  /** Is it where the tool fetches everything else from? */
  isDefault: z.boolean(),
  /** Where it is written: in the environment, in the person's own file or in the computer's. */
  place: z.enum(['environment', 'user', 'global']),
  /** Is there a credential for it? `unset`: it would be in a variable that is not set for Keyrack. */
  credential: z.enum(['there', 'none', 'unset']),
  /** That variable. */
  variable: z.string().max(100).nullable(),
})
export type NamedAddress = z.infer<typeof namedAddressSchema>

/** Channels about what the person's own tools are told. */
export const namedChannels = {
  /** The addresses that the configuration of a provider's tool names; read when this is called, and never a secret of it. */
  'account.named': {
    input: z.strictObject({ provider: z.string().max(60) }),
    /** `unusable`: so many others are none that a credential may be sent to. */
    output: z.strictObject({ named: z.array(namedAddressSchema).max(mostNamed), unusable: z.int() }),
  },
} as const satisfies Record<string, CallSpec>

/** Main takes the secret that the tool's configuration has for the address: it never crosses. */
export const fromConfigurationSchema = z.strictObject({ from: z.literal('configuration') })
