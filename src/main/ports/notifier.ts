/** Tokens that came to the same step at the same time. */
export interface ExpiryNotice {
  /** Days that are left; `expired`: none. */
  readonly step: number | 'expired'
  readonly count: number
  /** Empty unless the person wants names to be shown. */
  readonly names: readonly string[]
}

/** Old tokens that are due to be revoked, at a time that the person chose. */
export interface RevokeNotice {
  readonly step: 'revoke-due'
  readonly count: number
  /** Empty unless the person wants names to be shown. */
  readonly names: readonly string[]
}

export type Notice = ExpiryNotice | RevokeNotice

/** Shows notices of the system's. */
export interface Notifier {
  /**
   * Never throws: a system that shows no notices is none of the app's troubles. `opened`: the person has pressed it, and the
   * window is there.
   */
  notify(notice: Notice, opened?: () => void): void
}
