import { z } from 'zod'

/** As a vault is called; the rules are in `rules/profile-name`. The one that needs no name is `default`. */
const nameSchema = z.string().min(1).max(40)

/** The vault of this window. */
export const ownProfileSchema = z.strictObject({
  name: nameSchema,
  /** There are others on this computer, so that it has to be said which one this is. */
  several: z.boolean(),
})
export type OwnProfile = z.infer<typeof ownProfileSchema>

/** A vault that could be opened in a window of its own. */
export const profileSchema = z.strictObject({
  name: nameSchema,
  /** It is the one of this window. */
  isOwn: z.boolean(),
  /** Nothing was ever set up in its folder. A vault that cannot be read is not new. */
  isNew: z.boolean(),
})
export type Profile = z.infer<typeof profileSchema>
