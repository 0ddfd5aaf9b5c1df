import type { RecordChange } from '#main/ports/records'
import { Secret } from '#main/ports/secret'
import type { TypedKey, Vault } from '#main/vault/index'
import { writeRecoveryCode } from '#main/vault/recovery-code'
import type { SlotKind } from '#shared/model/vault'

/**
 * What is done to a vault while it is killed, cut off and refused: the same steps over and over. Step 0 makes the vault;
 * what it must hold after step n is a function of n alone, so that a process that was killed needs no diary.
 */
export type Deed = 'make' | 'save' | 'snapshot' | 'forget' | 'protect' | 'rekey' | 'reopen'

const begun: readonly Deed[] = ['save', 'snapshot', 'save', 'protect', 'snapshot']
const round: readonly Deed[] = [...begun, 'rekey', 'save', 'reopen', 'save', 'forget']

export function deedOf(step: number): Deed {
  return step === 0 ? 'make' : round[(step - 1) % round.length]!
}

/** Steps of the story in which every deed comes, and some saves upon what the others have left. */
export const wholeStory = 1 + round.length + 2

/** Everything in a vault by kind and id: `secret counter`, `annotation note-3`, `snapshot list-1`; `slots all` what opens it. */
export type Held = Readonly<Record<string, string>>

/** One thing that a step puts, or takes away (null). */
interface Item {
  readonly kind: 'secret' | 'annotation' | 'snapshot' | 'slots'
  readonly id: string
  readonly value: string | null
}

/** Made-up text that names its step; some of it is longer than a page of the disk, some of it empty. */
function text(step: number, most: number): string {
  return `EXAMPLE ${step} `.repeat(most).slice(0, (step * 7919) % most)
}

function listOf(step: number): string {
  return `list-${Math.floor(step / 3) % 4}`
}

/** A recovery code is added and taken away by turns. */
function slotsAt(step: number): readonly SlotKind[] {
  return Math.floor(step / round.length) % 2 === 0 ? ['os', 'recovery'] : ['os']
}

const recovery = writeRecoveryCode(Buffer.alloc(16, 7))

async function protect(vault: Vault, slots: readonly SlotKind[], rekey: boolean): Promise<void> {
  const state = vault.state()
  const typed = state.kind === 'open' && state.slots.includes('recovery')
  const current: TypedKey | null = typed ? { with: 'recovery', secret: new Secret(recovery) } : null
  const wanted = { slots, passphrase: null, recovery: new Secret(recovery), current, acceptWeak: false, rekey }
  return vault.protect(wanted, new AbortController().signal)
}

function itemsOf(step: number): readonly Item[] {
  switch (deedOf(step)) {
    case 'save':
      return [
        { kind: 'secret', id: 'counter', value: String(step) },
        { kind: 'secret', id: `long-${step % 3}`, value: text(step, 20_000) },
        { kind: 'annotation', id: `note-${step % 5}`, value: `written by step ${step}` },
        { kind: 'annotation', id: `note-${(step + 2) % 5}`, value: null },
      ]
    case 'snapshot':
      return [{ kind: 'snapshot', id: listOf(step), value: text(step, 30_000) }]
    case 'forget':
      // What the last snapshot before this step has written.
      return [{ kind: 'snapshot', id: listOf(step - begun.length), value: null }]
    case 'make':
      return [{ kind: 'slots', id: 'all', value: 'os' }]
    case 'protect':
      return [{ kind: 'slots', id: 'all', value: slotsAt(step).join(' and ') }]
    case 'rekey':
    case 'reopen':
      return []
  }
}

/** Does a step: resolves when the vault has acknowledged it. Doing the last step once more changes nothing. */
export async function play(vault: Vault, step: number): Promise<void> {
  const [first] = itemsOf(step)
  switch (deedOf(step)) {
    case 'make':
      return vault.create('os', null)
    case 'save':
      return vault.records.commit(itemsOf(step).flatMap(changeOf))
    case 'snapshot':
      return vault.snapshots.write(first!.id, Buffer.from(first!.value!))
    case 'forget':
      return vault.snapshots.remove(first!.id)
    case 'protect':
      return protect(vault, slotsAt(step), false)
    case 'rekey':
      return protect(vault, slotsAt(step), true)
    case 'reopen':
      await vault.close()
      await vault.open()
  }
}

function changeOf({ kind, id, value }: Item): RecordChange[] {
  if (kind === 'snapshot' || kind === 'slots') return []
  if (value === null) return [{ remove: kind, id }]
  return [
    kind === 'secret' ? { put: kind, id, value: { value } } : { put: kind, id, value: { tags: [], notes: value } },
  ]
}

const states: Held[] = []

/** What a vault holds after the steps 0 to `step`, each acknowledged. */
export function heldAfter(step: number): Held {
  for (let next = states.length; next <= step; next += 1) {
    const held = new Map(Object.entries(states[next - 1] ?? {}))
    for (const { kind, id, value } of itemsOf(next)) {
      if (value === null) held.delete(`${kind} ${id}`)
      else held.set(`${kind} ${id}`, value)
    }
    states.push(Object.fromEntries([...held].sort()))
  }
  return states[step]!
}

/** Reads everything out of an open vault. Throws Failure when something cannot be read. */
export async function heldBy(vault: Vault): Promise<Held> {
  const { records, snapshots } = vault
  const state = vault.state()
  const held = new Map<string, string>()
  if (state.kind === 'open') held.set('slots all', state.slots.join(' and '))
  for (const id of records.ids('secret')) held.set(`secret ${id}`, records.get('secret', id)!.value)
  for (const [id, { notes }] of records.all('annotation')) held.set(`annotation ${id}`, notes)
  for (const name of await snapshots.names()) {
    held.set(`snapshot ${name}`, (await snapshots.read(name))?.toString() ?? 'gone meanwhile')
  }
  return Object.fromEntries([...held].sort())
}

/**
 * The step that a vault stands at: the last acknowledged one or the one after it; null when it holds anything else. Where
 * both look the same (a step that changes nothing) it is the acknowledged one.
 */
export function stepOf(held: Held, acknowledged: number): number | null {
  const found = JSON.stringify(held)
  for (const step of [acknowledged, acknowledged + 1]) {
    if (step >= 0 && found === JSON.stringify(heldAfter(step))) return step
  }
  return null
}

/** What is wrong, for a person: values are not shown, they are long. */
export function difference(held: Held, acknowledged: number): string {
  const expected = heldAfter(Math.max(0, acknowledged))
  const names = new Set([...Object.keys(held), ...Object.keys(expected)])
  const wrong = [...names].filter((name) => held[name] !== expected[name])
  return `after step ${acknowledged} was acknowledged, these are missing, other than they were, or too many: ${wrong.join(', ')}`
}
