import { createGunzip } from 'node:zlib'
import { Failure } from '#main/ports/failure'
import type { Client } from './client.ts'

/** The longest file that is kept, in bytes, once it is opened. */
const longest = 256 * 1024 * 1024

/**
 * A file at a path of the client's origin, opened where it came compressed. Throws Failure: `too-large` beyond 256 MiB,
 * `broken-body` for what does not open, `cancelled`.
 */
export async function download(
  client: Client,
  url: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const answer = (_body: string, { bytes }: { readonly bytes?: Uint8Array }) => bytes ?? new Uint8Array()
  const bytes = await client.read({ method: 'GET', url, headers, binary: true, answer }, signal)
  return opened(bytes, longest, signal)
}

/**
 * What is in a gzip file; other bytes as they are, as some services compress the file itself and do not say so in a header.
 * Not more than `limit` bytes are ever made of it. Throws Failure as `download` does.
 */
export async function opened(bytes: Uint8Array, limit: number, signal: AbortSignal): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    // Not the web's DecompressionStream: it refuses files that were put together from several.
    const unzipping = createGunzip()
    unzipping.end(bytes)
    for await (const chunk of unzipping as AsyncIterable<Uint8Array>) {
      if (signal.aborted) throw new Failure('cancelled')
      size += chunk.length
      if (size > limit) throw new Failure('too-large')
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('broken-body', { code: 'gzip' })
  }
  return Buffer.concat(chunks)
}
