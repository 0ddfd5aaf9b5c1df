import { startOnaSimulator } from '#test/simulators/ona/index'
import { DAY, HOUR, type PlantedService } from './service.ts'

/** Ada administers an organization that has a service account. */
export async function plantOna(now: () => number): Promise<PlantedService> {
  const simulator = await startOnaSimulator({ now })
  const { state } = simulator
  const at = now()
  const organization = state.addOrganization({ name: 'Acme Example' })
  const ada = state.addUser(state.addAccount({ name: 'Ada' }), organization, { role: 'ORGANIZATION_ROLE_ADMIN' })
  const creator = { id: ada.id, principal: 'PRINCIPAL_USER' } as const
  const robot = state.addServiceAccount(organization, { name: 'prebuild-robot', validUntil: at + 400 * DAY, creator })
  const token = (description: string, made: number, used: number | null, ends: number, readOnly = false) => ({
    description,
    createdAt: at - made * DAY,
    ...(used === null ? {} : { lastUsed: at - used * DAY }),
    expiresAt: at + ends * DAY,
    readOnly,
  })
  for (const [subjectType, action, ago] of [
    ['RESOURCE_TYPE_PERSONAL_ACCESS_TOKEN', 'created', 9 * DAY],
    ['RESOURCE_TYPE_SERVICE_ACCOUNT', 'created', 2 * DAY],
    ['RESOURCE_TYPE_ENVIRONMENT', 'started', 3 * HOUR],
  ] as const) {
    const entry = { organization, actor: creator, subjectId: robot.id, subjectType }
    state.record({ ...entry, action, kind: 'AUDIT', createdAt: at - ago })
  }
  state.addToken({ user: ada }, token('dotfiles', 60, 12, 20))
  state.addToken({ user: ada }, token('status page', 20, 0.2, 3, true))
  state.addToken({ serviceAccount: robot }, token('prebuilds', 40, 0.1, 140))
  state.addToken({ serviceAccount: robot }, token('nightly', 300, null, -4))
  return {
    provider: 'ona',
    name: 'Ona',
    origin: simulator.origin,
    credential: state.addToken({ user: ada }, token('Keyrack', 9, 0.1, 60)).value,
    says: '',
    close: () => simulator.close(),
  }
}
