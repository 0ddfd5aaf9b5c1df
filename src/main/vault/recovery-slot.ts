import type { Random } from '../ports/random.ts'
import type { Secret } from '../ports/secret.ts'
import { open, seal } from './aead.ts'
import { deriveKey } from './keys.ts'
import { readRecoveryCode } from './recovery-code.ts'
import { slotAad, slotIdBytes, type RecoverySlot } from './slots.ts'

/** HKDF alone: the code is 128 random bits, which no amount of guessing finds, so there is nothing to slow down. */
function wrappingKey(code: Secret, vaultId: Buffer): Buffer {
  const key = readRecoveryCode(code)
  const wrapping = deriveKey(key, vaultId, 'slot/recovery')
  key.fill(0)
  return wrapping
}

/** A slot that opens `dataKey` by this recovery code. Throws Failure('wrong-recovery-code') for what is no code. */
export function makeRecoverySlot(
  code: Secret,
  dataKey: Buffer,
  vaultId: Buffer,
  means: { readonly random: Random; readonly now: number },
): RecoverySlot {
  const wrapping = wrappingKey(code, vaultId)
  const slot = { kind: 'recovery' as const, id: means.random.bytes(slotIdBytes), createdAt: means.now }
  const wrapped = seal(wrapping, dataKey, slotAad(vaultId, slot), means.random)
  wrapping.fill(0)
  return { ...slot, wrapped }
}

/**
 * The data key. Throws FormatError when the code opens another slot or nothing, and Failure('wrong-recovery-code') with
 * the code `mistyped` when it cannot be a code at all.
 */
export function openRecoverySlot(slot: RecoverySlot, code: Secret, vaultId: Buffer): Buffer {
  const wrapping = wrappingKey(code, vaultId)
  try {
    return open(wrapping, slot.wrapped, slotAad(vaultId, slot))
  } finally {
    wrapping.fill(0)
  }
}
