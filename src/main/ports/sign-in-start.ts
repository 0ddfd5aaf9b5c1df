import type { SignInStartState } from '#shared/contract/desktop'

/** Has the system start Keyrack, with this vault and without a window, when the person signs in to the computer. */
export interface SignInStart {
  /** Never throws. */
  state(): Promise<SignInStartState>
  /** Throws Failure('disk-refused') where the system does not take it. What came of it, `state` tells. */
  set(on: boolean): Promise<void>
}
