/** What stands in the place of a secret. */
const mask = Buffer.from('[masked]')

/** Takes the output of a program piece by piece and gives it back with every secret masked. */
export interface Masking {
  /** What can be told of the output so far. The beginning of what may become a secret is kept back. */
  push(chunk: Uint8Array): Buffer
  /** The output has ended: what was kept back. */
  end(): Buffer
}

/**
 * Masks every byte that is part of any of these values, wherever the output was cut into chunks, and where values overlap.
 * Bytes that follow one another give one mask. Values are looked for as they are: what a program has encoded is another text.
 */
export function createMasking(values: readonly Uint8Array[]): Masking {
  const secrets = values.filter(({ length }) => length > 0).map((value) => Buffer.from(value))
  /** The end of what came, which may be the beginning of a secret, and how much of it is part of one already. */
  let kept: Buffer = Buffer.alloc(0)
  let covered = 0
  let wasMasked = false

  const give = (bytes: Buffer, end: number): Buffer => {
    const parts: Buffer[] = []
    let at = 0
    let reach = covered
    const unmasked = (until: number): void => {
      if (until <= at) return
      parts.push(bytes.subarray(at, until))
      at = until
      wasMasked = false
    }
    for (const [from, to] of spans(bytes, secrets, covered)) {
      if (from >= end) break
      unmasked(from)
      if (!wasMasked) parts.push(mask)
      wasMasked = true
      reach = Math.max(reach, to)
      at = Math.max(at, Math.min(to, end))
    }
    unmasked(end)
    kept = Buffer.from(bytes.subarray(end))
    covered = Math.max(0, reach - end)
    return Buffer.concat(parts)
  }

  return {
    push(chunk) {
      const bytes = Buffer.concat([kept, chunk])
      return give(bytes, beginningOfSecret(bytes, secrets))
    },
    end: () => give(kept, kept.length),
  }
}

/** Where secrets stand, by their beginnings; the first `covered` bytes are the rest of one that began before. */
function spans(bytes: Buffer, secrets: readonly Buffer[], covered: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = covered > 0 ? [[0, covered]] : []
  for (const secret of secrets) {
    for (let at = bytes.indexOf(secret); at !== -1; at = bytes.indexOf(secret, at + 1)) {
      found.push([at, at + secret.length])
    }
  }
  return found.sort(([one], [other]) => one - other)
}

/** Where the longest end of these bytes begins with which a secret begins; their length where there is none. */
function beginningOfSecret(bytes: Buffer, secrets: readonly Buffer[]): number {
  let earliest = bytes.length
  for (const secret of secrets) {
    const first = secret[0] ?? 0
    let at = bytes.indexOf(first, Math.max(0, bytes.length - secret.length + 1))
    while (at !== -1 && at < earliest) {
      if (bytes.subarray(at).equals(secret.subarray(0, bytes.length - at))) earliest = at
      at = bytes.indexOf(first, at + 1)
    }
  }
  return earliest
}
