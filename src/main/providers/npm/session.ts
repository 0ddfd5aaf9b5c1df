import type { Draft } from '#shared/model/operation'
import { Failure } from '#main/ports/failure'
import type { Page, ProviderSession, StepUp } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { clarified } from '../kit/clarified.ts'
import { goneFrom } from '../kit/gone.ts'
import { pages } from '../kit/paging.ts'
import { providerSession } from '../kit/session.ts'
import { firstPage, npmCalls, type NpmCalls } from './calls.ts'
import type { Row } from './map.ts'
import { probed } from './probe.ts'
import { access, record } from './record.ts'

const day = 86_400_000

export function npmSession(ports: ClientPorts, origin: string, credential: Secret, stepUp?: StepUp): ProviderSession {
  const calls = npmCalls(ports, origin, credential, stepUp)
  return providerSession({
    async identify(signal) {
      const login = await calls.whoami(signal)
      return { id: login, login, name: login, kind: 'person', organizations: [], teams: [] }
    },

    parts: ({ id, name }) => [{ owner: { kind: 'me', id, name }, kind: 'personal' }],

    list: (_part, signal) => listed(calls, signal),

    async create(_part, draft, signal) {
      if (stepUp?.password === undefined) {
        throw new Failure('step-up-needed', { provider: record.name, field: 'password' })
      }
      const asked = bodyOf(draft, ports.clock.now())
      const password = stepUp.password.use((value) => value)
      // Some registries say no more than 401 to a wrong password.
      const made = await calls.create({ password, ...asked }, signal).catch(async (error: unknown) => {
        throw await clarified(error, () => calls.whoami(signal), { kind: 'step-up-needed', field: 'password' })
      })
      // verdaccio keeps no names: until it is listed again, the token is called what the person called it.
      const token = made.hasName || !draft.name ? made.token : { ...made.token, name: draft.name }
      return { token, secret: new Secret(made.value) }
    },

    async revoke(_part, { issuerId }, signal) {
      try {
        await calls.remove(issuerId, signal)
        return 'revoked'
      } catch (error) {
        if (!(error instanceof Failure) || error.error.kind !== 'not-found') {
          throw await clarified(error, () => calls.whoami(signal))
        }
        // A path that the registry does not know is a 404 as well: only the listing proves that the token is gone.
        return goneFrom(listed(calls, signal), issuerId, error)
      }
    },

    probe: (_part, token, identity, secret, signal) =>
      probed(npmCalls(ports, origin, secret), { token, identity, secret, rows: () => everyRow(calls, signal) }, signal),
  })
}

function listed(calls: NpmCalls, signal: AbortSignal, seen: Row[] = []): AsyncIterable<Page> {
  return pages<string>(firstPage, async (page) => {
    const { rows, next } = await calls.list(page, signal)
    const current = rows.filter(({ isRevoked }) => !isRevoked)
    seen.push(...current)
    return { tokens: current.map(({ token }) => token), next }
  })
}

async function everyRow(calls: NpmCalls, signal: AbortSignal): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const _page of listed(calls, signal, rows));
  return rows
}

/** What npm's command line sends, and `readonly`, which is all that verdaccio looks at. */
function bodyOf({ name = '', description = '', expiry, scopes = access.default }: Draft, now: number): object {
  const choice = access.choices.find(({ id }) => id === scopes[0])?.id
  if (choice === undefined) throw new Failure('invalid-input', { provider: record.name, field: 'scopes' })
  return {
    name,
    ...(description === '' ? {} : { description }),
    // Whole days from now on; without it the registry decides.
    ...(expiry.kind === 'never' ? {} : { expires: Math.max(1, Math.round((expiry.at - now) / day)) }),
    readonly: choice === 'read-only',
    packages_all: true,
    packages_and_scopes_permission: choice,
  }
}
