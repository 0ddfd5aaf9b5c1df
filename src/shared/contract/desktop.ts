import { z } from 'zod'
import { nothing, type CallSpec } from './common.ts'

/**
 * Does the system start Keyrack at sign-in? `blocked`: Keyrack asked for it, and the person or the system keeps it from
 * being done. `another`: another copy of Keyrack is started. `default-only`: this system starts one vault, the default one.
 * `not-installed`: this Keyrack runs from its sources. `not-here`: this system, or the sandbox around Keyrack, has no such thing.
 */
export const signInStartStateSchema = z.enum([
  'on',
  'off',
  'blocked',
  'another',
  'default-only',
  'not-installed',
  'not-here',
])
export type SignInStartState = z.infer<typeof signInStartStateSchema>

const state = z.strictObject({ state: signInStartStateSchema })

/** Channels about what the system does for Keyrack. */
export const desktopChannels = {
  'desktop.signInStart': { input: nothing, output: state },
  'desktop.setSignInStart': { input: z.strictObject({ on: z.boolean() }), output: state },
} as const satisfies Record<string, CallSpec>
