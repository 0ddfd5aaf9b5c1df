import type { Output } from '#shared/contract'

/** What the provider said of a token that is not stored yet. */
export type Checked = Output<'account.check'>
