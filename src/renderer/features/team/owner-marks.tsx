import type { TeamOwner } from '#shared/contract/team'
import { teamText as text } from '#renderer/text/team'
import { Badge } from '#renderer/ui/badge'

/** What stands out of an owner, in a word each. */
export function OwnerMarks({ owner }: { readonly owner: TeamOwner }) {
  const isSuspended = owner.departures.length === 0 && owner.memberOf.some(({ state }) => state === 'suspended')
  return (
    <>
      {owner.isYou && <Badge>{text.you}</Badge>}
      {owner.departures.length > 0 && <Badge tone="danger">{text.left}</Badge>}
      {isSuspended && <Badge tone="warn">{text.suspended}</Badge>}
      {(owner.stewards?.people === 0 || owner.kind === 'nobody') && <Badge tone="warn">{text.orphaned}</Badge>}
    </>
  )
}
