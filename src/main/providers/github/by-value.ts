import { Failure } from '#main/ports/failure'
import type { ByValue } from '#main/ports/provider'
import type { Secret } from '#main/ports/secret'
import type { ClientPorts } from '../kit/client.ts'
import { githubCalls, revokeByValue } from './calls.ts'
import { asked } from './inspect.ts'
import { record } from './record.ts'
import { valueKind } from './shapes.ts'

const { most, values } = record.revokeByValue

/** The public call takes these; anything else is no secret of GitHub's and is sent to nobody. */
function isRevocable(secret: Secret): boolean {
  return secret.use((value) => values.some(({ prefix }) => value.startsWith(prefix)))
}

/** Ending tokens by their values at github.com: https://docs.github.com/en/rest/credentials/revoke. */
export function githubByValue(ports: ClientPorts, origin: string): ByValue {
  return {
    async revoke(secrets, signal) {
      if (!secrets.every(isRevocable)) throw new Failure('invalid-input', { provider: record.name, field: 'secret' })
      for (let from = 0; from < secrets.length; from += most) {
        await revokeByValue(ports, origin, secrets.slice(from, from + most), signal)
      }
    },

    async probe(secret, signal) {
      // No call signs in with a token that only fetches others, so that it is refused would tell nothing.
      if (secret.use(valueKind) === 'refresh') return 'not-told'
      return (await asked(githubCalls(ports, origin, secret), signal)) === undefined ? 'refused' : 'works'
    },
  }
}
