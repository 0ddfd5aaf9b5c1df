import { z } from 'zod'
import type { Member } from '#shared/model/member'
import { list } from '../kit/list.ts'
import { idNumber, optionalText } from '../kit/text.ts'
import { botName } from './bots.ts'
import { roles } from './map.ts'

// gitlabhq/gitlabhq, doc/api/members.md and lib/api/entities/member.rb.

const memberSchema = z.object({
  id: idNumber,
  username: optionalText(300),
  name: optionalText(300),
  state: optionalText(60),
  access_level: z.int().nullish(),
})

/** A page of members; `least` is the level from which on they may look after its tokens. */
export function membersSchema(least: number) {
  return list(memberSchema).transform((members) => members.map((member) => toMember(member, least)))
}

function toMember(
  { id, username, name, state, access_level: level }: z.infer<typeof memberSchema>,
  least: number,
): Member {
  const role = roles.find((one) => one.level === level)?.name
  return {
    id,
    login: username || id,
    name: name || username || id,
    ...(role === undefined ? {} : { role }),
    // The other words (blocked, banned, ldap_blocked, deactivated, awaiting) are of people who cannot sign in.
    state: state === '' || state === 'active' ? 'active' : 'suspended',
    ...(level === null || level === undefined ? {} : { manages: level >= least }),
    ...(botName.test(username) ? { isMachine: true } : {}),
  }
}
