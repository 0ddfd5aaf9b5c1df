import { z } from 'zod'
import type { Member } from '#shared/model/member'
import { list } from '../kit/list.ts'
import { optionalText } from '../kit/text.ts'

// Shapes of Pulumi's own client (pulumi-pulumiservice, provider/pkg/pulumiapi/members.go and teams.go).

const personSchema = z.object({ name: optionalText(300), githubLogin: optionalText(300), email: optionalText(320) })

const memberSchema = z.object({
  role: optionalText(100),
  user: personSchema,
  fgaRole: z.object({ name: optionalText(100) }).nullish(),
})

/** A page of an organization's members, and the token of the next page; the last page has none. */
export const membersSchema = z
  .object({ members: list(memberSchema).nullish(), continuationToken: z.string().max(4000).nullish() })
  .transform(({ members, continuationToken }) => ({
    things: (members ?? []).flatMap(({ role, user, fgaRole }) =>
      toMember(user, fgaRole?.name || role, role === '' ? undefined : role === 'admin'),
    ),
    next: continuationToken ? continuationToken : undefined,
  }))

/** A team with those in it. Absent members are not told, which is another thing than none. */
export const teamMembersSchema = z
  .object({
    members: list(
      z.object({ name: optionalText(300), githubLogin: optionalText(300), role: optionalText(100) }),
    ).nullish(),
  })
  .transform(({ members }) =>
    members?.flatMap(({ role, ...person }) => toMember({ ...person, email: '' }, role, undefined)),
  )

/** Tokens name who made them by this login; somebody without one can be nobody's. */
function toMember(
  { name, githubLogin, email }: z.infer<typeof personSchema>,
  role: string,
  manages: boolean | undefined,
): Member[] {
  if (githubLogin === '') return []
  return [
    {
      id: githubLogin,
      login: githubLogin,
      name: name || githubLogin,
      ...(email === '' ? {} : { email }),
      ...(role === '' ? {} : { role }),
      state: 'active',
      ...(manages === undefined ? {} : { manages }),
    },
  ]
}
