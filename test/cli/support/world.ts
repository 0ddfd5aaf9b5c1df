import { onTestFinished } from 'vitest'
import { plantDemoWorld, type SignIn } from '#test/demo/world'
import { startGitpodSimulator, type GitpodSimulator } from '#test/simulators/gitpod/index'
import { startPulumiSimulator, type PulumiSimulator } from '#test/simulators/pulumi/index'
import { vaultFor, type Bench } from './keyrack.ts'

export interface World {
  readonly pulumi: PulumiSimulator
  readonly gitpod: GitpodSimulator
  readonly ada: SignIn
  readonly gitpodPerson: SignIn
}

/** The providers of the demo, on this computer, with their 60 tokens. */
export async function startWorld(): Promise<World> {
  const [pulumi, gitpod] = await Promise.all([startPulumiSimulator(), startGitpodSimulator()])
  onTestFinished(async () => {
    await Promise.all([pulumi.close(), gitpod.close()])
  })
  const planted = plantDemoWorld({ pulumi, gitpod, now: () => Date.now() })
  const [ada] = planted.pulumi
  const [gitpodPerson] = planted.gitpod
  if (ada === undefined || gitpodPerson === undefined) throw new Error('nobody was planted')
  return { pulumi, gitpod, ada, gitpodPerson }
}

/** A vault with an account of Ada's at Pulumi Cloud. */
export async function filledVault(world: World): Promise<Bench> {
  const bench = await vaultFor()
  const added = await bench.run(['account', 'add', 'pulumi', '--url', world.ada.origin, '--label', 'Ada'], {
    input: world.ada.credential,
  })
  if (added.exit !== 0) throw new Error(added.err)
  return bench
}
