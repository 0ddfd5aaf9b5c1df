import type { Secret } from '#main/ports/secret'
import { shortened } from './text.ts'

const mask = '•••'
const longest = 300
/** Of a long message only so much is looked at. */
const considered = 4000
/** So many characters in a row of the credential are a piece of it. */
const piece = 8

/** Beginnings by which services mark their secrets, none of them a part of a word; more of them than there are providers, as messages quote anything. */
const marks =
  'pul-|gitpod_pat_|mat-|gl[a-z]{2,7}-|gh[a-z]_|github_pat_|npm_|dckr_[a-z]+_|do[a-z]_v1_|nfp_|sntry[a-z]_|dapi|glsa_|' +
  'bkua_|CCIPAT_|hf_|api_org_|FlyV1|fo1_|sbp_|pscale_tkn_|lin_api_|HRKU-|AT[A-Z]TT3|ATBB|NR[A-Z]{2}-|sk-|xox[a-z][.-]|' +
  'dt0c01\\.|AKCp|vc[a-z]_|sq[a-z]_|pypi-|eyJ'
const marked = new RegExp(`(?:${marks})[\\w.~+/=-]{6,}`, 'g')
const afterScheme = /\b(bearer|basic)\s+\S+/gi
const run = /[\w.~+/=-]{16,}/g

/**
 * What a provider said, fit to be shown: one line of text, at most 300 characters, without control and formatting
 * characters, and with everything masked that is a piece of one of `secrets` or looks like a secret of any service.
 * Undefined when nothing is left to say.
 */
export function cleaned(message: string | undefined, secrets: readonly Secret[]): string | undefined {
  const line = oneLine(message ?? '')
  const known = secrets.reduce((text, secret) => secret.use((value) => withoutPieces(text, value)), line)
  const text = known
    .replace(afterScheme, `$1 ${mask}`)
    .replace(marked, mask)
    .replace(run, (word) => (looksRandom(word) ? mask : word))
  return text === '' ? undefined : shortened(text, longest)
}

function oneLine(message: string): string {
  // A word that the cut goes through could be half a secret, in a shape nobody knows.
  const start = message.length <= considered ? message : message.slice(0, considered).replace(/\S*$/, '')
  return start
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim()
}

/** Masks every stretch that occurs in the secret too, in capitals or not: a message may quote only the beginning of it. */
function withoutPieces(text: string, secret: string): string {
  if (secret.length < piece) return secret === '' ? text : text.replaceAll(secret, mask)
  const lower = inSmallLetters(secret)
  const pieces = new Set(Array.from({ length: secret.length - piece + 1 }, (_, at) => lower.slice(at, at + piece)))
  let result = ''
  let coveredTo = 0
  const searched = inSmallLetters(text)
  for (let at = 0; at < text.length; at += 1) {
    if (pieces.has(searched.slice(at, at + piece))) {
      if (at >= coveredTo) result += mask
      coveredTo = at + piece
    }
    if (at >= coveredTo) result += text.charAt(at)
  }
  return result
}

/** Only the letters that a header can have: others could become longer, and every place after them another one. */
function inSmallLetters(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Long and mixed, or longer than any word; the parts of a UUID or of words joined by hyphens are neither. */
function looksRandom(word: string): boolean {
  return word.split(/[-_.~+/=]/).some((part) => {
    return part.length >= 32 || (part.length >= 16 && /[A-Za-z]/.test(part) && /\d/.test(part))
  })
}
