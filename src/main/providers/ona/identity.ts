import type { Identity } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { Instant } from '#shared/model/time'
import { Failure } from '#main/ports/failure'
import { instantFromText } from '../kit/times.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import type { OnaCalls } from './calls.ts'
import { toOrganization, type OnaCaller } from './map.ts'
import { record } from './record.ts'

/** So many service accounts are enough to know of. */
const mostServiceAccounts = 2000

/** Who a credential is: a person's user in the one organization it is bound to, or a service account of it. */
export async function identified(calls: OnaCalls, now: Instant, signal: AbortSignal): Promise<Identity> {
  const caller = await calls.whoCalls(signal)
  switch (caller.principal) {
    case 'PRINCIPAL_USER':
      return await person(calls, caller, now, signal)
    case 'PRINCIPAL_SERVICE_ACCOUNT':
      return await serviceAccount(calls, caller, signal)
    default:
      // A runner or an environment: it has no tokens that anybody could look after.
      throw new Failure('not-supported', { provider: record.name })
  }
}

async function person(calls: OnaCalls, caller: OnaCaller, now: Instant, signal: AbortSignal): Promise<Identity> {
  const [user, memberships, owners] = await Promise.all([
    unlessRefused(calls.user(signal), { name: '', email: null }),
    unlessRefused(calls.memberships(signal), []),
    serviceAccounts(calls, caller.organizationId, now, signal),
  ])
  const email = user.email ?? ''
  const hasEmail = email !== '' && email.length <= 320
  const { organizationId } = caller
  return {
    id: caller.id,
    login: hasEmail ? email.slice(0, 300) : user.name || caller.id,
    name: user.name || caller.id,
    ...(hasEmail ? { email } : {}),
    kind: 'person',
    // Of the person's organizations a token reaches one.
    organizations: organizationId === '' ? [] : [toOrganization(organizationId, memberships)],
    teams: [],
    owners,
  }
}

async function serviceAccount(calls: OnaCalls, caller: OnaCaller, signal: AbortSignal): Promise<Identity> {
  const { id, organizationId } = caller
  const known = await unlessRefused(calls.serviceAccount(id, signal), undefined)
  const name = known?.name || id
  return {
    id,
    login: name,
    name,
    kind: 'service-account',
    organizations: organizationId === '' ? [] : [{ id: organizationId, name: organizationId }],
    teams: [],
    // That it may not look after its own tokens is told when they are listed.
    owners: [ownerOf(id, name, organizationId)],
  }
}

/** Those that still work: nobody can act as one that has ended, and its tokens have ended with it. */
async function serviceAccounts(
  calls: OnaCalls,
  organization: string,
  now: Instant,
  signal: AbortSignal,
): Promise<Owner[]> {
  const owners = new Map<string, Owner>()
  const visited = new Set<string>()
  let cursor = ''
  do {
    visited.add(cursor)
    const page = await unlessRefused(calls.serviceAccounts(cursor, signal), { accounts: [], next: '' })
    for (const { id, name, validUntil } of page.accounts) {
      const end = instantFromText(validUntil)
      if (end === undefined || end > now) owners.set(id, ownerOf(id, name || id, organization))
    }
    cursor = page.next
  } while (cursor !== '' && !visited.has(cursor) && owners.size < mostServiceAccounts)
  return [...owners.values()].slice(0, mostServiceAccounts)
}

function ownerOf(id: string, name: string, organization: string): Owner {
  return { kind: 'service-account', id, name, ...(organization === '' ? {} : { organization }) }
}
