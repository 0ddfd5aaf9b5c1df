import type { Provider } from '#main/ports/provider'
import { jobId, settle, type AppWorld, type Run } from './app-world.ts'

/** The shape of the secrets of services in memory. */
export const leakShape = { kind: null, prefix: 'fake-', pattern: '^fake-EXAMPLE-[\\w.-]+$', checksum: null }

/** A provider whose secrets are known by that shape. */
export function withShape(plain: Provider): Provider {
  return { ...plain, record: { ...plain.record, shapes: [leakShape] } }
}

/** Ada has an account here, Bob has none; the service tells which token calls, or does not. */
export async function adaAndBob(
  world: AppWorld,
  tellsOwn: boolean,
): Promise<{ readonly run: Run; readonly accountId: string; readonly bobs: string }> {
  world.service.tellsOwn = tellsOwn
  const adas = world.service.person('ada')
  const bobs = world.service.person('bob')
  world.service.add('ada', 'classic', { name: 'deploy' })
  world.service.add('ada', 'classic', { name: 'laptop' })
  const run = await world.ready()
  return { run, accountId: await world.account(run, adas), bobs }
}

interface Word {
  readonly ownConfirmed?: boolean
  readonly acceptPlaces?: number
  readonly password?: string
}

/** What tests of leaked secrets do and look at, in a world where Ada and Bob have tokens. */
export function leakSteps(now: () => { readonly world: AppWorld; readonly run: Run }) {
  const issued = (name: string) => {
    const all = [...now().world.service.tokens('ada', 'classic'), ...now().world.service.tokens('bob', 'classic')]
    return all.find((token) => token.name === name)
  }
  const secretOf = (name: string) => issued(name)?.secret ?? ''
  const idOf = (name: string) => now().run.window.row(name).token.id
  const stateOf = (name: string) => now().run.window.row(name).token.state
  const store = (name: string) =>
    now().run.call['secret.store']({
      tokenId: idOf(name),
      secret: { from: 'field', value: secretOf(name) },
      jobId: jobId(),
    })
  const read = (...lines: string[]) =>
    now().run.call['leaked.read']({ secret: { from: 'field', value: lines.join('\n') } })

  const end = (
    { leakId, values }: Awaited<ReturnType<typeof read>>,
    { ownConfirmed = false, acceptPlaces, password: typed }: Word = {},
  ) =>
    inTime(
      now().run.call['leaked.revoke']({
        leakId: leakId ?? '',
        ways: values.map(({ line }) => ({ line, way: 0 })),
        ownConfirmed,
        jobId: jobId(),
        ...(acceptPlaces !== undefined && { acceptPlaces }),
        ...(typed !== undefined && { stepUp: { password: typed } }),
      }),
    )
  const look = ({ leakId }: { leakId: string | null }) =>
    inTime(now().run.call['leaked.look']({ leakId: leakId ?? '', jobId: jobId() }))

  /** Waits for a call that waits by the clock. */
  async function inTime<T>(call: Promise<T>): Promise<T> {
    const ends: true[] = []
    const over = () => ends.push(true)
    call.then(over, over)
    for (let second = 0; second < 60 && ends.length === 0; second += 1) {
      await settle(5)
      now().world.clock.advance(1_000)
    }
    return call
  }

  const revokes = () => now().world.service.count('revoke')
  const journalled = () => [...now().run.vault.records.all('operation').values()].map(({ operation }) => operation)

  return { issued, secretOf, idOf, stateOf, store, read, end, look, inTime, revokes, journalled }
}
