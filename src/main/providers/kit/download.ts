import { Failure } from '#main/ports/failure'
import type { Client } from './client.ts'

const longest = 256 * 1024 * 1024

/**
 * A file at a path of the client's origin, opened where it came compressed. Throws Failure: `too-large` beyond 256 MiB,
 * `broken-body` for what does not open.
 */
export async function download(
  client: Client,
  url: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const answer = (_body: string, { bytes }: { readonly bytes?: Uint8Array }) => bytes ?? new Uint8Array()
  const bytes = await client.read({ method: 'GET', url, headers, binary: true, answer }, signal)
  // Some services compress the file itself, and do not say so in a header.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  return unzipped(bytes)
}

async function unzipped(bytes: Uint8Array): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    const opened = new Blob([Buffer.from(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'))
    for await (const chunk of opened as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > longest) throw new Failure('too-large')
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('broken-body', { code: 'gzip' })
  }
  return Buffer.concat(chunks)
}
