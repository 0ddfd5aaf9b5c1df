import type { RuleId } from '#shared/model/finding'
import { dueSoon, expiredKept, lifetimeTooLong, neverExpires, tooOld } from './dates.ts'
import { nameWithoutMeaning } from './names.ts'
import { noOwner, ownerLeft } from './owners.ts'
import { tooManyRights } from './rights.ts'
import type { TokenRule } from './rule.ts'
import { sameSecret } from './same-secret.ts'
import { goneKept, leaked, plainText, revokedKept } from './secrets.ts'
import { neverUsed, unused } from './use.ts'

/** Rules that look at tokens; `weak-storage` looks at the vault. */
export const tokenRules: Readonly<Record<Exclude<RuleId, 'weak-storage'>, TokenRule>> = {
  'expired-kept': expiredKept,
  'due-soon': dueSoon,
  'never-expires': neverExpires,
  'lifetime-too-long': lifetimeTooLong,
  'too-old': tooOld,
  'never-used': neverUsed,
  unused,
  'too-many-rights': tooManyRights,
  'owner-left': ownerLeft,
  'no-owner': noOwner,
  'revoked-kept': revokedKept,
  'gone-kept': goneKept,
  'same-secret': sameSecret,
  'plain-text': plainText,
  'name-without-meaning': nameWithoutMeaning,
  leaked,
}
