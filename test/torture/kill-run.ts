import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FakeRandom } from '#test/support/fake-random'
import { nextAim, type Aim } from './kill-plan.ts'
import { modeFaults } from './modes.ts'
import { setRealStage } from './real-stage.ts'
import { difference, heldBy, stepOf, type Deed } from './story.ts'
import { startAndKill } from './victim.ts'

export interface KillOptions {
  readonly kills: number
  /** The same seed aims at the same moments; how far a child gets until then may differ. */
  readonly seed: string
  /** Kills children that acknowledge a step before it is done. */
  readonly careless?: boolean
  /** Is called after each kill. */
  readonly onKill?: () => void
}

export interface KillRun {
  kills: number
  /** What was being done when the kill came, and who killed. */
  readonly during: Partial<Record<Deed | 'opening', number>>
  readonly by: Partial<Record<Aim['by'], number>>
  /** A line for each loss, for each file that lets somebody else in, and for each child that ended in another way. */
  readonly losses: string[]
}

/** How often one vault is killed before a new one is made. */
const killsOfALife = 20
/** Lives that go on beside each other. */
const lanes = 2
const hours = 3_600_000

/** Kills real processes and looks at what they leave. */
export async function runKills(options: KillOptions): Promise<KillRun> {
  const run: KillRun = { kills: 0, during: {}, by: {}, losses: [] }
  const lives = Array.from({ length: Math.ceil(options.kills / killsOfALife) }, (_, life) => life)
  const live = async () => {
    for (let life = lives.shift(); life !== undefined; life = lives.shift()) {
      await oneLife(Math.min(killsOfALife, options.kills - life * killsOfALife), life, options, run)
    }
  }
  await Promise.all(Array.from({ length: lanes }, live))
  return run
}

/** One vault that is killed again and again; where it did not come to be one, the next child makes another. */
async function oneLife(kills: number, life: number, options: KillOptions, run: KillRun): Promise<void> {
  const { seed, careless = false, onKill } = options
  const random = new FakeRandom(`kills ${seed} ${life}`)
  const hardLinks = random.chance() < 0.5
  let profile = await mkdtemp(join(tmpdir(), 'keyrack-torture-'))
  /** The step that the vault stands at; -1 before it has been made. */
  let step = -1
  for (let kill = 0; kill < kills; kill += 1) {
    const aim = nextAim(random, step < 0)
    const folder = join(profile, 'vault')
    const ahead = kill * 2 * hours
    const death = await startAndKill({ ...aim, folder, step: step + 1, ahead, hardLinks, careless }, aim)
    count(run.during, death.deed ?? 'opening')
    count(run.by, aim.by)
    run.kills += 1
    onKill?.()
    const found = await look(folder, ahead + hours, death.acknowledged ?? step)
    const faults = [...death.faults, ...modeFaults(profile), ...('lost' in found ? [found.lost] : [])]
    const where = `kill ${kill} of life ${life} with seed ${seed}, ${aim.by} call ${aim.calls} of "${aim.deed}"`
    run.losses.push(...faults.map((fault) => `${where}: ${fault}`))
    step = 'lost' in found ? -1 : found.step
    if (step >= 0) continue
    await rm(profile, { recursive: true })
    profile = await mkdtemp(join(tmpdir(), 'keyrack-torture-'))
  }
  await rm(profile, { recursive: true })
}

function count<K extends string>(counts: Partial<Record<K, number>>, what: K): void {
  counts[what] = (counts[what] ?? 0) + 1
}

/** Opens what the child has left, as the next start would, and tells at which step it stands; -1 when nobody was promised anything. */
async function look(folder: string, ahead: number, acknowledged: number): Promise<{ step: number } | { lost: string }> {
  // A clock without timers: nothing is tidied behind the back of the next child.
  const clock = { now: () => Date.now() + ahead, after: () => () => {} }
  const vault = setRealStage({ folder, clock, hardLinks: true })
  await vault.open()
  const { kind } = vault.state()
  if (acknowledged < 0 && kind === 'none') return { step: -1 }
  if (kind !== 'open') return { lost: `the vault is "${kind}"` }
  const held = await heldBy(vault)
  const step = stepOf(held, acknowledged)
  return step === null ? { lost: difference(held, acknowledged) } : { step }
}
