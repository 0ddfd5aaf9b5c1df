import type { Secret } from '#main/ports/secret'

/**
 * What stands for the id of a personal token, as GitHub tells of none: the SHA-256 of its value in base 64, which is how
 * GitHub's own audit log names it (`hashed_token`). A value is too long to be found from it.
 */
export async function hashOf(secret: Secret): Promise<string> {
  const bytes = secret.use((value) => new TextEncoder().encode(value))
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  bytes.fill(0)
  return Buffer.from(hash).toString('base64')
}
