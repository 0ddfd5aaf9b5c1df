const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const checksumDigits = 6

/** CRC-32 as zip and PNG have it (polynomial 0xEDB88320). */
export function crc32(text: string): number {
  let crc = 0xffffffff
  for (const letter of text) {
    crc ^= letter.charCodeAt(0)
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

function base62(number: number): string {
  let text = ''
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) text = digits.charAt(rest % 62) + text
  return text.padStart(checksumDigits, '0')
}

/**
 * Do the last six characters of a GitHub token (`ghp_…`) hold the checksum of the 30 before them? They are the CRC-32 of
 * those in base 62 (https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/).
 */
export function hasGithubChecksum(value: string): boolean {
  const body = value.slice(value.indexOf('_') + 1)
  return base62(crc32(body.slice(0, -checksumDigits))) === body.slice(-checksumDigits)
}
