import { z } from 'zod'
import type { Member } from '#shared/model/member'
import { list } from '../kit/list.ts'
import { idText, optionalText } from '../kit/text.ts'

// `OrganizationMember` of gitpod-io/gitpod-sdk-typescript, src/resources/organizations/organizations.ts.

const memberSchema = z.object({
  userId: idText,
  fullName: optionalText(300),
  email: optionalText(320),
  role: optionalText(100),
  status: optionalText(100),
})

/** A page of an organization's members. Those who have left stay in the list, with that word. */
export const membersSchema = z
  .object({
    members: list(memberSchema).nullish(),
    pagination: z.object({ nextToken: z.string().max(4000).nullish() }).nullish(),
  })
  .transform(({ members, pagination }) => ({
    things: (members ?? []).map(toMember),
    next: pagination?.nextToken ? pagination.nextToken : undefined,
  }))

function toMember({ userId, fullName, email, role, status }: z.infer<typeof memberSchema>): Member {
  const word = role.replace('ORGANIZATION_ROLE_', '').toLowerCase()
  return {
    id: userId,
    login: (email || fullName || userId).slice(0, 300),
    name: fullName || email.slice(0, 300) || userId,
    ...(email === '' ? {} : { email }),
    ...(word === '' || word === 'unspecified' ? {} : { role: word, manages: word === 'admin' }),
    state: stateOf(status),
  }
}

function stateOf(status: string): Member['state'] {
  if (status === 'USER_STATUS_LEFT') return 'left'
  return status === 'USER_STATUS_SUSPENDED' ? 'suspended' : 'active'
}
