import type { ProviderRecord } from '#shared/model/provider'
import { createProviders, otherRecord } from '#main/providers/index'

const unused = () => Promise.reject(new Error('no call was expected'))

/** The catalogue as the product has it, for what has to hold for every record. */
export const everyRecord: readonly ProviderRecord[] = [
  ...createProviders({ http: { send: unused }, clock: { now: () => 0, after: () => () => {} } }).map(
    ({ record }) => record,
  ),
  otherRecord,
]
