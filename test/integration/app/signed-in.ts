import { Secret } from '#main/ports/secret'
import { splitSignIn } from '#main/ports/sign-in'
import { createProviders } from '#main/providers/index'
import { SkippingClock } from '#test/contract/providers/skipping-clock'
import { open, type Opened } from '#test/contract/providers/stages/kinds'
import { now } from '#test/contract/providers/stages/stage'
import { usualTimes } from '#test/contract/providers/stages/times'
import { AppWorld, jobId, refresh, type Run } from '#test/support/app-world'
import { loopbackHttp } from '#test/support/loopback-http'

export const text = (secret: Secret) => secret.use((value) => value)

/** The app over a running simulator of a provider, with an account for one kind of token, one of which is planted. */
export interface SignedIn {
  readonly opened: Opened
  readonly run: Run
  readonly accountId: string
  readonly planted: ReturnType<Opened['kind']['plant']>
  readonly credential: string
}

/** Whoever calls it closes the simulator. */
export async function signIn(id: string, kindName: string): Promise<SignedIn> {
  const opened = await open(id, kindName)
  const { stage, kind } = opened
  const planted = kind.plant('planted', usualTimes)
  const world = new AppWorld()
  world.clock.set(now)
  world.providers = createProviders({ http: loopbackHttp(), clock: new SkippingClock(now) })
  const run = await world.ready()
  const { secret, fields } = splitSignIn(new Secret(kind.credential ?? stage.credential))
  const { checkId } = await run.call['account.check']({
    provider: id,
    address: stage.simulator.origin,
    secret: { from: 'field', value: text(secret) },
    ...(Object.keys(fields).length > 0 && { fields }),
    jobId: jobId(),
  })
  const { accountId } = await run.call['account.add']({ checkId, name: 'Work' })
  await refresh(run, accountId)
  return { opened, run, accountId, planted, credential: text(secret) }
}
