import type { PartScope } from '#main/ports/provider'
import { startGithubSimulator, type GithubSimulator } from '#test/simulators/github/index'
import type { GithubOrganization, GithubToken, GithubUser, Grant } from '#test/simulators/github/model'
import { day, listed, now, tokenOf, type EmptyStage, type KindStage, type Planted, type Stage } from './stage.ts'

export interface PlantedGithub {
  readonly simulator: GithubSimulator
  readonly ada: GithubUser
  readonly acme: GithubOrganization
  /** Of an app that may read and write the personal tokens in acme. */
  readonly credential: string
  readonly grants: PartScope
  readonly classic: PartScope
  readonly fineGrained: PartScope
}

/** An app is installed in acme; Ada is a person with tokens of her own. */
export async function plantedGithub(options: { enterpriseServer?: boolean } = {}): Promise<PlantedGithub> {
  const simulator = await startGithubSimulator({ now: () => now, ...options })
  const { state } = simulator
  const ada = state.addUser({ login: 'ada', name: 'Ada', zoneMinutes: 330 })
  const acme = state.addOrganization({ login: 'acme' })
  const me = { kind: 'me', id: String(ada.id), name: 'Ada' } as const
  return {
    simulator,
    ada,
    acme,
    credential: state.addInstallationToken(acme, 'write').value,
    grants: { owner: { kind: 'organization', id: 'acme', name: 'acme' }, kind: 'grant' },
    classic: { owner: me, kind: 'classic' },
    fineGrained: { owner: me, kind: 'fine-grained' },
  }
}

/** A fine-grained token of Ada's that was let into acme. */
export function plantGrant({ simulator, ada, acme }: PlantedGithub, name: string): Grant {
  const token: GithubToken = simulator.state.addToken(ada, { kind: 'fine-grained', name, expiresAt: now + 30 * day })
  return simulator.state.addGrant(acme, token)
}

/** GitHub makes no tokens by a call: ending an access is all that can be changed. */
export async function githubStage(): Promise<Stage> {
  const planted = await plantedGithub()
  const { simulator, credential, grants } = planted
  for (let at = 0; at < 250; at += 1) plantGrant(planted, `token ${at}`)
  const victim = simulator.state.grants[7]!
  const token = tokenOf('github', grants, { issuerId: String(victim.id), name: 'victim' })
  const page = Array.from({ length: 100 }, (_, at) => ({ id: at + 1, token_name: `token ${at}` }))
  return {
    simulator,
    credential,
    authorization: `Bearer ${credential}`,
    longPart: grants,
    longPartTokens: 250,
    count: () => simulator.state.grants.filter(({ revokedAt }) => revokedAt > now).length,
    reads: {
      identify: (session, signal) => session.identify(signal),
      list: (session, signal) => listed(session, grants, signal),
    },
    changes: { revoke: (session, signal) => session.revoke(grants, token, signal) },
    endlessPage: () => JSON.stringify(page),
  }
}

/** An app's token signs in for the organization, and one of Ada's own for herself. */
export async function githubEmpty(): Promise<EmptyStage> {
  const { simulator, ada, acme, credential, grants, classic, fineGrained } = await plantedGithub()
  const { state } = simulator
  const signsIn = state.addToken(ada, { kind: 'classic', name: 'Keyrack' }).value
  const living = () => state.tokens.filter((token) => state.isLive(token))
  const end = ({ secret }: Planted) => state.revoke(state.findToken(secret)!)
  const ofAda = (part: PartScope, kind: 'classic' | 'fine-grained'): KindStage => ({
    part,
    credential: signsIn,
    plant(label, { ends }) {
      const { value } = state.addToken(ada, { kind, name: label, expiresAt: ends })
      return { token: tokenOf('github', part, { issuerId: label, name: label }), secret: value }
    },
    end,
    held: () =>
      new Map(
        living()
          .filter((token) => token.kind === kind)
          .map(({ value, name }) => [value, { secret: value, label: name }]),
      ),
  })
  return {
    simulator,
    credential,
    kinds: {
      classic: ofAda(classic, 'classic'),
      'fine-grained': ofAda(fineGrained, 'fine-grained'),
      grant: {
        part: grants,
        plant(label, { created, lastUsed, ends }) {
          const facts = { name: label, expiresAt: ends, ...(lastUsed !== null && { lastUsedAt: lastUsed }) }
          const token = state.addToken(ada, { kind: 'fine-grained', ...facts })
          const { id } = state.addGrant(acme, token, { grantedAt: created })
          const known = { issuerId: String(id), name: label, createdBy: ada.login }
          return { token: tokenOf('github', grants, known), secret: token.value }
        },
        end,
        held: () =>
          new Map(
            state.grants
              .filter(({ token, revokedAt }) => revokedAt > now && state.isLive(token))
              .map(({ id, token }) => [String(id), { secret: token.value, label: token.name }]),
          ),
      },
    },
  }
}
