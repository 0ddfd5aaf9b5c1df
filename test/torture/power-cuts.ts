import type { FakeDisk, Outage } from '#test/support/fake-disk'
import type { Call, Step } from '#test/support/fake-file-system'
import { FakeRandom } from '#test/support/fake-random'
import { finished, folder, setStage } from './stage.ts'
import { deedOf, difference, heldBy, play, stepOf, wholeStory, type Deed } from './story.ts'

/** A disk as the power cut has left it, and what must be on it. */
export interface Cut {
  readonly disk: FakeDisk
  /** The last step of the story that was acknowledged; -1 while the vault was being made. */
  readonly acknowledged: number
  /** A generation that was old when the vault was last closed, or sealed anew; putting it back must be noticed from then on. */
  readonly old: { readonly path: string; readonly bytes: Buffer } | null
  /** What was sealed under a data key that has been given up. */
  readonly purged: readonly string[]
  readonly now: number
  readonly where: string
}

/** A flush, by the deed it belongs to: `save: sync vault/vault.tmp-*`, counted where a deed flushes the same thing twice. */
export type Flush = string

export interface CutOptions {
  readonly seed: string
  /** How many steps of the story are played; the whole story unless given. */
  readonly steps?: number
  readonly hardLinks?: boolean
  /** Goes on upon a disk that a cut before has left: the step that the vault stands at, and when that was. */
  readonly from?: { readonly step: number; readonly now: number }
  /** A flush that says it was done and was not: every one with this name. */
  readonly without?: Flush
  /** Is given every cut; true ends the story. */
  readonly onCut: (cut: Cut) => Promise<boolean>
}

/** The ends of what can happen to a disk, where a flush that is missing shows at once; then two that are left to chance. */
const outages: readonly Outage[] = [
  { names: 'lost', bytes: 'lost' },
  { names: 'lost', bytes: 'kept' },
  { names: 'kept', bytes: 'lost' },
  { names: 'kept', bytes: 'zeros' },
  {},
  {},
]

/** Calls that leave the disk as it is: before the one that follows them, nothing else can be lost. */
const looking: readonly Step[] = ['list', 'read', 'stat']

/** Paths without what is different in each run, so that a call can be told by its name. */
function nameOf(path: string): string {
  return path
    .replace('/profile/', '')
    .replace(/[0-9a-f]{32}/, '*')
    .replace(/(tmp|bad)-.*/, '$1-*')
    .replace(/vault\.[0-9]+$/, 'vault.<n>')
}

/**
 * Plays the story on a fake disk and takes the power after every call that changes the disk and after each
 * acknowledgement, in several ways each time. Gives the flushes it saw. The disks are handed out while the story goes on undisturbed.
 */
export async function cutEverywhere(disk: FakeDisk, options: CutOptions): Promise<ReadonlySet<Flush>> {
  const { seed, steps = wholeStory, hardLinks = true, from, without, onCut } = options
  const { vault, fs, clock } = setStage(disk, { seed, hardLinks, ...(from === undefined ? {} : { now: from.now }) })
  const random = new FakeRandom(`power ${seed}`)
  const flushes = new Set<Flush>()
  let acknowledged = from?.step ?? -1
  let old: Cut['old'] = null
  let purged: Cut['purged'] = []
  let deed: Deed = 'reopen'
  let inDeed: string[] = []
  let cuts: Cut[] = []

  let changed = false
  const cut = (moment: string) => {
    if (!changed && !moment.startsWith('after')) return
    changed = false
    for (const [way, outage] of outages.entries()) {
      const where = `${moment}, step ${acknowledged + 1}, way ${way}, seed ${seed}`
      cuts.push({
        disk: disk.powerCut(() => random.chance(), outage),
        acknowledged,
        old,
        purged,
        now: clock.now(),
        where,
      })
    }
  }
  const plain = fs.fault
  fs.fault = (call: Call) => {
    const name = `${deed}: ${call.step} ${nameOf(call.path)}`
    cut(`before ${name}`)
    changed ||= !looking.includes(call.step)
    if (call.step !== 'sync' && call.step !== 'syncFolder') return plain(call)
    inDeed.push(name)
    const times = inDeed.filter((one) => one === name).length
    const flush = times > 1 ? `${name} (${times})` : name
    flushes.add(flush)
    return flush === without ? { kind: 'skip' } : plain(call)
  }

  await finished(vault.open(), clock)
  let first = newestOf(disk)
  /** What is in the vault's folder; names of temporary files come and go. */
  const files = () => disk.files().filter((path) => path.startsWith(folder) && !path.includes('tmp'))
  const end = acknowledged + steps
  while (acknowledged < end) {
    const step = acknowledged + 1
    deed = deedOf(step)
    inDeed = []
    const before = files()
    const newestBefore = newestOf(disk)
    await finished(play(vault, step), clock)
    acknowledged = step
    first ??= newestOf(disk)
    if (deed === 'rekey') {
      const after = files()
      purged = [...purged, ...before.filter((path) => !after.includes(path))]
      first = newestOf(disk)
      // A copy from before opens with the key of before, and the counter tells of another one.
      old = newestBefore
    }
    if (deed === 'reopen') {
      // Nothing may have been saved since the story went on.
      old = newestOf(disk)?.path === first?.path ? null : first
      // What a crash has left is tidied away an hour later.
      clock.advance(2 * 3_600_000)
    }
    cut(`after ${deed}`)
    for (const one of cuts) if (await onCut(one)) return flushes
    cuts = []
  }
  return flushes
}

function generationsOf(disk: FakeDisk): string[] {
  const numberOf = (path: string) => Number(/\/vault\.([0-9]+)$/.exec(path)?.[1] ?? 0)
  const found = disk.files().filter((path) => numberOf(path) > 0)
  return found.sort((a, b) => numberOf(b) - numberOf(a))
}

function newestOf(disk: FakeDisk): Cut['old'] {
  const path = generationsOf(disk)[0]
  return path === undefined ? null : { path, bytes: disk.bytes(path) }
}

/** What came of a power cut: the step the vault stands at, or a sentence for what was lost. */
export type Survey = { readonly step: number } | { readonly lost: string }

/**
 * Opens what a power cut has left, in a process of its own, and holds it against what was acknowledged; then goes on with
 * the story. An old generation that is put back must be noticed. All this on copies: the disk stays as the cut has left it.
 */
export async function survey({ disk, acknowledged, old, purged, now, where }: Cut): Promise<Survey> {
  const lost = (what: string) => ({ lost: `${where}: ${what}` })
  const back = disk.files().filter((path) => purged.includes(path))
  if (back.length > 0) return lost(`what an older key opens is there again: ${back.join(', ')}`)
  if (old !== null && !(await isNoticed(disk.copy(), old, now))) return lost('an older vault was put back unnoticed')
  const { vault, clock } = setStage(disk.copy(), { seed: `survey ${where}`, now: now + 1000 })
  await finished(vault.open(), clock)
  const { kind } = vault.state()
  if (acknowledged < 0 && kind === 'none') return { step: -1 }
  if (kind !== 'open') return lost(`the vault is "${kind}"`)
  const held = await heldBy(vault).catch(() => null)
  if (held === null) return lost('something in it cannot be read')
  const step = stepOf(held, acknowledged)
  if (step === null) return lost(difference(held, acknowledged))
  await finished(play(vault, step + 1), clock)
  if (stepOf(await heldBy(vault), step + 1) === null) return lost('the next step could not be done')
  return { step }
}

async function isNoticed(disk: FakeDisk, old: NonNullable<Cut['old']>, now: number): Promise<boolean> {
  for (const path of generationsOf(disk)) disk.drop(path)
  disk.put(old.path, old.bytes)
  const { vault, clock } = setStage(disk, { seed: 'put back', now })
  await finished(vault.open(), clock)
  return vault.state().kind === 'older-than-seen'
}
