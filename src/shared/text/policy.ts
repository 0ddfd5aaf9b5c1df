import type { PackId, PolicyFault } from '../model/policy-choice.ts'

/** The policies that are built in, in words. */
export const packTexts: Readonly<Record<PackId, { readonly name: string; readonly says: string }>> = {
  issuer: {
    name: 'Issuers’ limits',
    says:
      'Goes by what the providers themselves allow: an expiry and narrow rights wherever they are offered, no longer than ' +
      'the provider lets tokens last, unused for 90 days at most.',
  },
  strict: {
    name: 'Strict',
    says: 'Every token expires within 90 days, is used within 30, and may not do everything, whatever its provider offers.',
  },
  relaxed: {
    name: 'Relaxed',
    says: 'Only what is plainly wrong: leaked or open secrets, owners who have left, what expires within a week or is unused for a year.',
  },
}

/** `Line 12, limits.unusedDays: A whole number of days is expected.` */
export function faultText({ line, at, says }: PolicyFault): string {
  const where = [line === null ? '' : `Line ${String(line)}`, at].filter((part) => part !== '').join(', ')
  return where === '' ? says : `${where}: ${says}`
}
