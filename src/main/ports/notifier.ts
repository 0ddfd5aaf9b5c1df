import type { WarningStep } from '#shared/rules/expiry'

/** Tokens that came to the same step at the same time. */
export interface ExpiryNotice {
  /** Days that are left; `expired`: none. */
  readonly step: WarningStep | 'expired'
  readonly count: number
  /** Empty unless the person wants names to be shown. */
  readonly names: readonly string[]
}

/** Shows notices of the system's. */
export interface Notifier {
  /** Never throws: a system that shows no notices is none of the app's troubles. */
  notify(notice: ExpiryNotice): void
}
