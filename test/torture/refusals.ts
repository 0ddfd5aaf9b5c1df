import { Failure } from '#main/ports/failure'
import type { Vault } from '#main/vault/index'
import type { FakeClock } from '#test/support/fake-clock'
import type { FakeDisk } from '#test/support/fake-disk'
import type { Call, Fault, Step } from '#test/support/fake-file-system'
import { finished, setStage, type Stage } from './stage.ts'
import { deedOf, difference, heldBy, play, stepOf, type Deed } from './story.ts'

/** How a disk refuses one of the calls of a step: once, twice, or every call of this kind from then on. */
export interface Refusal {
  readonly code: 'ENOSPC' | 'EIO' | 'EPERM' | 'EBUSY'
  readonly times: number
  /** The half of a write is there. */
  readonly short?: boolean
}

const refusals: readonly Refusal[] = [
  { code: 'ENOSPC', times: 1 },
  { code: 'ENOSPC', times: 1, short: true },
  { code: 'ENOSPC', times: Infinity },
  { code: 'EIO', times: 1 },
  { code: 'EIO', times: 1, short: true },
  { code: 'EIO', times: Infinity },
  { code: 'EPERM', times: 1 },
  { code: 'EPERM', times: 2 },
  { code: 'EPERM', times: Infinity },
  { code: 'EBUSY', times: 1 },
  { code: 'EBUSY', times: 2 },
  { code: 'EBUSY', times: Infinity },
]

/** Calls that need no room: no disk says that it is full there. */
const needNoRoom: readonly Step[] = ['list', 'read', 'stat', 'remove']

/** The ways in which a call can be refused; fewer where there are very many calls, so that each of them gets its turn. */
export function refusalsOf(call: Call, deed: Deed): readonly Refusal[] {
  const some = deed === 'rekey' ? refusals.filter(({ times }, index) => index % 2 === 1 || times > 2) : refusals
  return needNoRoom.includes(call.step) ? some.filter(({ code }) => code !== 'ENOSPC') : some
}

export interface Scene {
  /** The disk when the step begins; it stays as it is. */
  readonly disk: FakeDisk
  readonly step: number
  readonly hardLinks: boolean
}

async function begin({ disk, hardLinks }: Scene, seed: string): Promise<Stage> {
  const stage = setStage(disk.copy(), { seed, hardLinks })
  await finished(stage.vault.open(), stage.clock)
  return stage
}

/** The calls that a step makes when nothing is refused. */
export async function callsOf(scene: Scene): Promise<readonly Call[]> {
  const { vault, fs, clock } = await begin(scene, 'undisturbed')
  const before = fs.calls.length
  await finished(play(vault, scene.step), clock)
  return fs.calls.slice(before)
}

/** What came of a refusal: was the step done all the same, and a sentence for each thing that must not be. */
export interface Outcome {
  readonly done: boolean
  readonly wrong: readonly string[]
}

/** Refuses the call with this number of the step, and looks at what the process says, what it shows, and what is on its disk. */
export async function refuse(scene: Scene, target: number, refusal: Refusal): Promise<Outcome> {
  const stage = await begin(scene, `refused ${target}`)
  const { vault, fs, clock } = stage
  const deed = deedOf(scene.step)
  const wrong: string[] = []
  const first = fs.calls.length + target
  const heal = refuseFrom(stage, first, refusal)
  const failure = await attempt(vault, scene.step, clock)
  heal()
  // A vault that closes itself does so behind the answer: this waits for its turn, and is refused.
  await finished(vault.acceptOlder(), clock).catch(() => undefined)
  const done = failure === null && vault.state().kind === 'open'
  // Where the folder cannot be listed before a vault is made, there may be one.
  const unlisted = deed === 'make' && fs.calls[first]?.step === 'list'
  const kinds = [refusal.code === 'ENOSPC' ? 'disk-full' : 'disk-refused', ...(unlisted ? ['vault-unreadable'] : [])]
  if (failure !== null && !(failure instanceof Failure && kinds.includes(failure.error.kind))) {
    wrong.push(`it says ${told(failure)}, not ${kinds.join(' or ')}`)
  }
  const { kind } = vault.state()
  const allowed = ['open']
  if (deed === 'make') allowed.push('none')
  if (deed === 'reopen' || unlisted) allowed.push('damaged')
  // It does not know which key the vault is under now, and finds out when it is opened.
  if (deed === 'rekey' && failure !== null) allowed.push('locked')
  if (!allowed.includes(kind)) wrong.push(`the vault is "${kind}"`)
  // A record that was not saved is not shown either. Snapshots are not kept in memory.
  if (kind === 'open' && !done) {
    const shown = stepOf(await heldBy(vault), scene.step - 1)
    if (shown === null || (['save', 'protect'].includes(deed) && shown === scene.step))
      wrong.push('it shows what it did not save')
  }
  wrong.push(...(await lookAt(fs.disk, done ? scene.step : scene.step - 1, done, 'the next start')))
  wrong.push(...(await again(stage, scene.step)))
  wrong.push(...(await lookAt(fs.disk, scene.step, true, 'the start after it was done again')))
  return { done, wrong }
}

/** Gives the way back. */
function refuseFrom({ fs }: Stage, first: number, { code, times, short = false }: Refusal): () => void {
  const plain = fs.fault
  let left = times
  let step: Call['step'] | undefined
  fs.fault = (call): Fault | undefined => {
    if (call.number === first) step = call.step
    if (call.number < first || call.step !== step || left <= 0) return plain(call)
    left -= 1
    return { kind: short ? 'short' : 'fail', code }
  }
  return () => {
    fs.fault = plain
  }
}

/** The same step in the same process, with a disk that works again. */
async function again({ vault, clock }: Stage, step: number): Promise<string[]> {
  await finished(vault.retry(), clock)
  if (vault.state().kind === 'open' && step === 0) return []
  let failure = await attempt(vault, step, clock)
  if (deedOf(step) === 'rekey' && told(failure) === 'vault-locked') {
    // The new key is on the disk although the process was told that it is not; it has noticed, and opens by it now.
    await finished(vault.retry(), clock)
    failure = await attempt(vault, step, clock)
  }
  if (deedOf(step) === 'protect' && told(failure) === 'confirmation-needed') {
    // It was saved although the process was told that it was not; now it shows what opens the vault, and asks for it.
    failure = await attempt(vault, step, clock)
  }
  if (failure !== null) return [`doing it again fails: ${told(failure)}`]
  return vault.state().kind === 'open' ? [] : [`when it was done again the vault is "${vault.state().kind}"`]
}

async function attempt(vault: Vault, step: number, clock: FakeClock): Promise<unknown> {
  try {
    await finished(play(vault, step), clock)
    return null
  } catch (error) {
    return error
  }
}

function told(error: unknown): string {
  return error instanceof Failure ? error.error.kind : error instanceof Error ? error.message : 'something else'
}

/** What a new process finds wrong; `exactly` leaves no choice between a step and the next. */
async function lookAt(disk: FakeDisk, step: number, exactly: boolean, when: string): Promise<string[]> {
  const { vault, clock } = setStage(disk.copy(), { seed: when })
  await finished(vault.open(), clock)
  const { kind } = vault.state()
  if (step < 0 && kind === 'none') return []
  if (kind !== 'open') return [`at ${when} the vault is "${kind}"`]
  const held = await heldBy(vault)
  const found = stepOf(held, step)
  return found === null || (exactly && found !== step) ? [`at ${when}, ${difference(held, step)}`] : []
}
