import type { FakeRandom } from '#test/support/fake-random'
import type { Deed } from './story.ts'

/** Who kills: the child itself before, during or after a call to the disk, or the parent whenever it gets round to it. */
export const killers = ['before', 'during', 'after', 'parent'] as const

/** When a child is killed: so many calls to the disk after it began with a deed. */
export interface Aim {
  readonly deed: Deed
  readonly by: (typeof killers)[number]
  readonly calls: number
  /** Turns of the parent's event loop that come on top. */
  readonly turns: number
}

/** What a child is told to do. */
export interface ChildOrder extends Omit<Aim, 'turns'> {
  readonly folder: string
  /** The step of the story it begins with. */
  readonly step: number
  /** How far its clock is ahead, in ms: what a crash has left is tidied away after an hour only. */
  readonly ahead: number
  readonly hardLinks: boolean
  /** Acknowledges a step before it is done, to show that this is found out. */
  readonly careless: boolean
}

/** About as many calls as a deed needs; a kill that comes later hits the next one. */
const callsOf: Readonly<Record<Deed, number>> = {
  make: 20,
  save: 24,
  snapshot: 24,
  forget: 8,
  protect: 24,
  rekey: 80,
  reopen: 40,
}
const aims: readonly Deed[] = ['save', 'snapshot', 'reopen', 'forget', 'save', 'protect', 'rekey', 'rekey']

/** The aim of the next kill; the first in the life of a vault is while it is being made. */
export function nextAim(random: FakeRandom, first: boolean): Aim {
  const deed = first ? 'make' : aims[random.below(aims.length)]!
  const by = killers[random.below(killers.length)]!
  return { deed, by, calls: random.below(callsOf[deed]), turns: random.below(4) }
}
