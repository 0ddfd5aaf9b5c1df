import type { RecordKind, SecretKind } from '../ports/records.ts'
import type { KeyUse } from './keys.ts'

/** Numbers of the record kinds in the file. Never changed, never used again for another kind. */
export const kindCodes: Readonly<Record<RecordKind, number>> = {
  account: 1,
  credential: 2,
  held: 3,
  secret: 4,
  annotation: 5,
  other: 6,
  operation: 7,
  place: 8,
  activity: 9,
  ended: 10,
  decision: 11,
  announced: 12,
  warning: 13,
}

const kinds = new Map<number, RecordKind>(
  (Object.keys(kindCodes) as RecordKind[]).map((kind) => [kindCodes[kind], kind] as const),
)

/** Undefined for a kind that a later version has added: such records are carried along unopened. */
export function kindOf(code: number): RecordKind | undefined {
  return kinds.get(code)
}

/** Kinds with secret values: opened when one is used, and not before. */
export function isSecretKind(kind: RecordKind): kind is SecretKind {
  return kind === 'credential' || kind === 'secret' || kind === 'ended'
}

/** The subkey that seals records of this kind. */
export function keyUseOf(kind: RecordKind): Extract<KeyUse, 'records' | 'journal'> {
  return kind === 'operation' || kind === 'activity' ? 'journal' : 'records'
}
