import { tellFailure } from './actions.ts'
import { call } from './bridge.ts'

/** Begins nothing more. */
export async function stopBulk(bulkId: string): Promise<void> {
  const answer = await call('bulk.stop', { bulkId })
  if (!answer.ok) tellFailure(answer.error)
}

/** The person has seen how it ended. */
export async function dismissBulk(bulkId: string): Promise<void> {
  const answer = await call('bulk.dismiss', { bulkId })
  if (!answer.ok) tellFailure(answer.error)
}
