import { startGithubSimulator, type GithubSimulator } from '#test/simulators/github/index'
import type { GithubUser } from '#test/simulators/github/model'
import { Numbered, type ConsoleModel } from '../console/model.ts'
import { DAY, type PlantedService } from './service.ts'

/** Days until the end, or never. */
const MACHINES: readonly (readonly [name: string, ends: number | null])[] = [
  ['deploy-bot', 6],
  ['release notes', 29],
  ['code search', 200],
  ['old laptop', null],
]

/** Ada with a classic token, and an app that sees whose tokens reach into her organization. */
export async function plantGithub(now: () => number): Promise<PlantedService> {
  const simulator = await startGithubSimulator({ now })
  const { state } = simulator
  const at = now()
  const ada = state.addUser({ login: 'ada-example', name: 'Ada Example' })
  const acme = state.addOrganization({ login: 'acme-example' })
  const own = state.addToken(ada, {
    kind: 'classic',
    name: 'Keyrack',
    scopes: ['repo', 'read:org'],
    expiresAt: at + 60 * DAY,
  })
  for (const [name, ends] of MACHINES) {
    const expiresAt = ends === null ? null : at + ends * DAY
    state.addGrant(acme, state.addToken(ada, { kind: 'fine-grained', name, expiresAt, lastUsedAt: at - DAY }), {
      grantedAt: at - 30 * DAY,
    })
  }
  const app = state.addInstallationToken(acme, 'write')
  return {
    provider: 'github',
    name: 'GitHub',
    origin: simulator.origin,
    credential: own.value,
    says: `For what an organization’s app sees, within an hour:\n${app.value}`,
    pages: pagesOf(simulator, ada),
    close: () => simulator.close(),
  }
}

function pagesOf({ state }: GithubSimulator, ada: GithubUser): ConsoleModel {
  const numbered = new Numbered<GithubSimulator['state']['tokens'][number]>()
  const made = (token: Parameters<typeof state.addToken>[1]) => state.addToken(ada, token).value
  return {
    kinds: [
      { id: 'classic', label: 'Classic' },
      { id: 'fine-grained', label: 'Fine-grained' },
    ],
    tokens: () =>
      state.tokens
        .filter((token) => token.user === ada && state.isLive(token))
        .map((token) => ({ id: numbered.idOf(token), name: token.name, kind: token.kind })),
    make: ({ kind, name, days, scopes }) =>
      made({
        kind: kind === 'fine-grained' ? kind : 'classic',
        name,
        scopes,
        expiresAt: days === null ? null : state.now() + days * DAY,
      }),
    regenerate(id) {
      const { kind, name, scopes, expiresAt, ...old } = numbered.find(id)
      state.revoke(numbered.find(id))
      const lasts = expiresAt === null ? null : Math.max(expiresAt - old.createdAt, DAY)
      return made({ kind, name, scopes, expiresAt: lasts === null ? null : state.now() + lasts })
    },
    remove: (id) => state.revoke(numbered.find(id)),
  }
}
