import type { AnchorStore } from '../../activity/index.ts'
import { typeOf } from '../../ports/failure.ts'
import type { RecordStore } from '../../ports/records.ts'

const id = 'log'

/** The end of the activity log, as a record of the vault. */
export function anchorIn(records: RecordStore): AnchorStore {
  return {
    read: async () => {
      try {
        await records.catchUp()
      } catch (error) {
        // Nobody writes there, nor does this process.
        if (typeOf(error) !== 'vault-read-only') throw error
      }
      return records.get('activity', id)
    },
    write: (value) => records.commit([{ put: 'activity', id, value }]),
  }
}
