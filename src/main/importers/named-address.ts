import type { Secret } from '../ports/secret.ts'

/** An address that the configuration of a tool names, with what the tool would sign in with there. */
export interface NamedAddress {
  /** As it is written, with the environment filled in; it may be none that can be used. */
  readonly address: string
  /** What the tool uses it for: null for everything, undefined where only a credential names it. */
  readonly scope: string | null | undefined
  /** `environment`, the person's own file, or the computer's. */
  readonly place: 'environment' | 'user' | 'global'
  /** The caller wipes it. */
  readonly secret: Secret | null
  /** The variable that the credential is taken from, where that is not set. */
  readonly unset: string | null
}
