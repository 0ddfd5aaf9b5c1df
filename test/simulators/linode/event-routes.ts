import type { Reply } from '#test/simulators/kit/reply'
import { isObject } from '#test/simulators/kit/fields'
import { needScope, paged, readFilter, time, type Asked } from './asked.ts'
import { Refusal } from './refusal.ts'
import type { LinodeEvent } from './state.ts'

const daysKept = 90
const day = 86_400_000

/** What was done in the account in the last 90 days. */
export function listEvents(asked: Asked): Reply {
  needScope(asked, 'events', 'read_only')
  const { '+order_by': by, '+order': order, ...filter } = readFilter(asked.call)
  const kept = asked.state.events.filter(({ created }) => created >= asked.state.now() - daysKept * day)
  const found = kept.map(view).filter((event) => matches(event, filter))
  if (by === 'created' && order === 'desc') found.reverse()
  return paged(asked.call, found)
}

type View = ReturnType<typeof view>

/** Times that are as long as each other sort as text does. */
function matches(event: View, filter: unknown): boolean {
  if (!isObject(filter)) throw new Refusal(400, 'Cannot filter', 'X-Filter')
  return Object.entries(filter).every(([name, wanted]) => {
    if (name === '+and' && Array.isArray(wanted)) return wanted.every((one) => matches(event, one))
    if (name === '+or' && Array.isArray(wanted)) return wanted.some((one) => matches(event, one))
    if (name !== 'action' && name !== 'created') throw new Refusal(400, 'Cannot filter', 'X-Filter')
    const value = event[name]
    if (typeof wanted === 'string') return value === wanted
    if (!isObject(wanted)) throw new Refusal(400, 'Cannot filter', 'X-Filter')
    return Object.entries(wanted).every(([operator, bound]) => {
      if (typeof bound !== 'string') throw new Refusal(400, 'Cannot filter', 'X-Filter')
      if (operator === '+gte') return value >= bound
      if (operator === '+lte') return value <= bound
      throw new Refusal(400, 'Cannot filter', 'X-Filter')
    })
  })
}

function view({ id, action, created, user, entity }: LinodeEvent) {
  const type = action.startsWith('token') ? 'token' : 'linode'
  const url = type === 'token' ? `/v4/profile/tokens/${entity.id}` : `/v4/linode/instances/${entity.id}`
  return {
    id,
    created: time(created),
    seen: false,
    read: false,
    percent_complete: null,
    time_remaining: null,
    rate: null,
    duration: null,
    action,
    username: user.username,
    entity: { ...entity, type, url },
    status: 'notification',
    secondary_entity: null,
    message: '',
  }
}
