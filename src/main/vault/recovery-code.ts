import { createHash } from 'node:crypto'
import { Failure } from '../ports/failure.ts'
import type { Random } from '../ports/random.ts'
import { Secret } from '../ports/secret.ts'

/** Crockford's base32: no I, L, O and U, which are read as something else. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groupLength = 5
/** How many groups a code is written in. */
export const recoveryGroups = 6
const recoveryBytes = 16
const characters = recoveryGroups * groupLength
/** 128 random bits and 22 of a checksum are 150: 30 characters. */
const checkBits = characters * 5 - recoveryBytes * 8
const lookAlikes: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

/** A new code of 128 random bits and a checksum, written in six groups: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`. */
export function drawRecoveryCode(random: Random): Secret {
  const key = random.bytes(recoveryBytes)
  const code = new Secret(writeRecoveryCode(key))
  key.fill(0)
  return code
}

/** The groups in which a code of these 16 bytes is shown, joined by dashes. */
export function writeRecoveryCode(key: Uint8Array): string {
  const bytes = Buffer.concat([key, checkOf(key)])
  let text = ''
  for (let at = 0; at < characters; at += 1) text += alphabet.charAt(fiveBits(bytes, at))
  bytes.fill(0)
  return (text.match(/.{5}/g) ?? []).join('-')
}

/**
 * The 16 bytes of a code as a person typed it: in either case, with or without spaces and dashes, O for 0, I or L for 1.
 * Throws Failure('wrong-recovery-code') with the code `mistyped` when characters are missing or the checksum does not fit;
 * a code without such a slip that opens nothing is told without it. Wipe the bytes after use.
 */
export function readRecoveryCode(typed: Secret): Buffer {
  const text = typed.use(cleaned)
  const bytes = Buffer.alloc(Math.ceil((characters * 5) / 8))
  const mistyped = new Failure('wrong-recovery-code', { code: 'mistyped' })
  if (text.length !== characters) throw mistyped
  for (let at = 0; at < characters; at += 1) {
    const value = alphabet.indexOf(text.charAt(at))
    if (value < 0) throw mistyped
    for (let bit = 0; bit < 5; bit += 1) {
      const position = at * 5 + bit
      if (value & (16 >> bit)) bytes.writeUInt8(bytes.readUInt8(position >> 3) | (128 >> (position & 7)), position >> 3)
    }
  }
  const key = Buffer.from(bytes.subarray(0, recoveryBytes))
  const fits = bytes.subarray(recoveryBytes).equals(checkOf(key))
  bytes.fill(0)
  if (!fits) {
    key.fill(0)
    throw mistyped
  }
  return key
}

/** Is this what stands in one group of the code (counted from 0)? Read as leniently as a whole code. */
export function isRecoveryGroup(code: Secret, index: number, typed: Secret): boolean {
  const group = code.use((text) => text.split('-')[index])
  return group !== undefined && typed.use(cleaned) === group
}

function cleaned(text: string): string {
  const plain = text.normalize('NFKC').toUpperCase()
  return plain.replace(/[\s\p{Pd}]/gu, '').replace(/[OIL]/g, (letter) => lookAlikes[letter] ?? letter)
}

/** The first 22 bits of SHA-256, in three bytes: finds a slip of the pen, and says nothing that the code does not. */
function checkOf(key: Uint8Array): Buffer {
  const check = createHash('sha256').update(key).digest().subarray(0, 3)
  const spare = 24 - checkBits
  check.writeUInt8((check.readUInt8(2) >> spare) << spare, 2)
  return check
}

/** The bits from 5 * at. */
function fiveBits(bytes: Buffer, at: number): number {
  let value = 0
  for (let position = at * 5; position < at * 5 + 5; position += 1) {
    value = (value << 1) | ((bytes.readUInt8(position >> 3) >> (7 - (position & 7))) & 1)
  }
  return value
}
