import type { AnchorStore } from '../../activity/index.ts'
import type { RecordStore } from '../../ports/records.ts'

const id = 'log'

/** The end of the activity log, as a record of the vault. */
export function anchorIn(records: RecordStore): AnchorStore {
  return {
    read: () => records.get('activity', id),
    write: (value) => records.commit([{ put: 'activity', id, value }]),
  }
}
