import type { Identity } from '#shared/model/account'
import type { Draft } from '#shared/model/operation'
import { Failure } from '#main/ports/failure'
import type { MadeToken, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { goneFrom } from '../kit/gone.ts'
import { providerSession } from '../kit/session.ts'
import { unlessRefused } from '../kit/tolerate.ts'
import { gitpodCalls, type TokenUpdate } from './calls.ts'
import { eventsOf } from './events.ts'
import { listing } from './listing.ts'
import { never, toOrganization } from './map.ts'
import { record } from './record.ts'

const scopeChoices = record.tokenKinds[0]?.form.scopes?.choices ?? []

export function gitpodSession(ports: ClientPorts, origin: string, credential: Secret): ProviderSession {
  const calls = gitpodCalls(ports, origin, credential)
  return providerSession({
    async identify(signal) {
      // A token without scopes is denied here, and fails as missing-permission: it can sign in to nothing.
      const user = await calls.user(signal)
      const teams = await unlessRefused(calls.teams(signal), [])
      return {
        id: user.id,
        login: user.name || user.id,
        name: user.name || user.id,
        kind: 'person',
        organizations: teams.slice(0, 1000).map((team) => toOrganization(team, user.id)),
        // What Gitpod calls teams are its organizations, and neither have tokens.
        teams: [],
      } satisfies Identity
    },

    parts: ({ id, name }) => [{ owner: { kind: 'me', id, name }, kind: 'personal' }],

    list: (_part, signal) => listing(calls, signal),

    async create(_part, draft, signal) {
      const scopes = scopesOf(draft.scopes ?? ['none'])
      return made(
        await calls.create({ name: draft.name ?? '', expirationTime: timestamp(draft.expiry), scopes }, signal),
      )
    },

    async update(_part, { issuerId }, { name, scopes }, signal) {
      const fields = {
        ...(name === undefined ? {} : { name }),
        ...(scopes === undefined ? {} : { scopes: scopesOf(scopes) }),
      }
      const updateMask = Object.keys(fields).join(',')
      // An empty mask stands for "everything", and would take all scopes away.
      if (updateMask === '') throw new Failure('invalid-input', { provider: record.name })
      return await calls.update({ token: { id: issuerId, ...fields }, updateMask } satisfies TokenUpdate, signal)
    },

    async regenerate(_part, { issuerId }, expiry, signal) {
      return made(await calls.regenerate(issuerId, timestamp(expiry), signal))
    },

    async revoke(_part, { issuerId }, signal) {
      try {
        await calls.remove(issuerId, signal)
        return 'revoked'
      } catch (error) {
        if (!(error instanceof Failure) || error.error.kind !== 'not-found') throw error
        return goneFrom(listing(calls, signal), issuerId, error)
      }
    },

    // Owners may read a log; whether it is written at all depends on what the installation bought.
    auditLogs: ({ organizations }) => organizations.map(({ id, name }) => ({ kind: 'organization', id, name })),

    events: (asked, signal) => eventsOf(calls, asked, signal),

    /**
     * Gitpod tells the person behind a secret, never the token. A secret without scopes is accepted but may not even ask
     * who it is: that is no proof of anything, so it stays a missing-permission failure.
     */
    async probe(_part, _token, identity, secret, signal) {
      try {
        const user = await gitpodCalls(ports, origin, secret).user(signal)
        return { kind: user.id === identity.id ? 'works' : 'another' }
      } catch (error) {
        if (error instanceof Failure && error.error.kind === 'wrong-token') return { kind: 'refused' }
        throw error
      }
    },
  })
}

function scopesOf([choice]: readonly string[]): readonly string[] {
  const found = scopeChoices.find(({ id }) => id === choice)
  if (!found) throw new Failure('invalid-input', { provider: record.name, field: 'scopes' })
  return found.scopes
}

function timestamp(expiry: Draft['expiry']): string {
  return expiry.kind === 'never' ? never : new Date(expiry.at).toISOString()
}

function made({ token, value }: { token: MadeToken['token']; value: string }): MadeToken {
  return { token, secret: new Secret(value) }
}
