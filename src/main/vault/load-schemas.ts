import type { RecordSchemas } from '../ports/records.ts'

/**
 * What records are held against before they are written. It is loaded once the key is there: what it is built with takes as
 * long to load as the rest of the vault, and a command should begin with the derivation of the key.
 */
export async function loadSchemas(): Promise<RecordSchemas> {
  const { recordSchemas } = await import('../ports/record-schemas.ts')
  return recordSchemas
}
