/** Shorter ones leave too little in base64 that is theirs alone. */
const shortestForBase64 = 12

/** `isInside`: what stands before and behind it belongs to the same word. */
export interface Form {
  readonly bytes: Uint8Array
  readonly isInside: boolean
}

/**
 * A secret as it is, and as tools write it: in base64 together with a name before it (Docker, npm's `_auth`), in a URL, and in
 * quotes with escapes. The bytes are the caller's to overwrite.
 */
export function formsOf(secret: Uint8Array): Form[] {
  const forms: Form[] = []
  const add = (bytes: Uint8Array, isInside = false): void => {
    if (!forms.some((form) => Buffer.compare(form.bytes, bytes) === 0)) forms.push({ bytes, isInside })
  }
  add(Uint8Array.from(secret))
  add(escaped(secret, (byte) => !isUnreserved(byte), percent))
  add(
    escaped(
      secret,
      (byte) => byte === 0x22 || byte === 0x5c,
      (byte) => [0x5c, byte],
    ),
  )
  if (secret.length >= shortestForBase64) for (const before of [0, 1, 2]) add(base64(secret, before), true)
  return forms
}

/** What is the same in base64 whatever stands before and behind the secret; `before`: how many bytes do, of three. */
function base64(secret: Uint8Array, before: number): Uint8Array {
  const padded = Buffer.alloc(before + secret.length)
  padded.set(secret, before)
  const whole = Buffer.from(padded.toString('base64'), 'latin1')
  padded.fill(0)
  const first = Math.ceil((before * 8) / 6)
  const end = Math.floor(((before + secret.length) * 8) / 6)
  const bytes = Uint8Array.from(whole.subarray(first, end))
  whole.fill(0)
  return bytes
}

function escaped(secret: Uint8Array, isSpecial: (byte: number) => boolean, write: (byte: number) => number[]) {
  return Uint8Array.from([...secret].flatMap((byte) => (isSpecial(byte) ? write(byte) : [byte])))
}

function isUnreserved(byte: number): boolean {
  return /[A-Za-z0-9\-._~]/.test(String.fromCharCode(byte))
}

function percent(byte: number): number[] {
  return [...Buffer.from(`%${byte.toString(16).padStart(2, '0').toUpperCase()}`, 'latin1')]
}
