import { expect } from 'vitest'
import { Secret } from '#main/ports/secret'
import type { RecordChange, RecordOf } from '#main/ports/records'
import { createVault, type Protection, type Purpose, type TypedKey, type Vault } from '#main/vault/index'
import type { SlotKind } from '#shared/model/vault'
import { FakeClock } from '#test/support/fake-clock'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeLog } from '#test/support/fake-log'
import { FakeRandom } from '#test/support/fake-random'
import { FakeSealer } from '#test/support/fake-sealer'

export const folder = '/profile/vault'
export const passphrase = 'correct horse EXAMPLE'
/** 64 times around: quick enough for a test, and otherwise like the real cost. */
export const cheapScrypt = { N: 64, r: 8, p: 1 }

/** One process that looks at a disk: a vault with everything it stands on. */
export interface Process {
  readonly vault: Vault
  readonly fs: FakeFileSystem
  readonly clock: FakeClock
  readonly random: FakeRandom
  readonly log: FakeLog
  readonly sealer: FakeSealer
}

let processes = 0

export interface ProcessOptions {
  readonly seed?: string | number
  readonly purpose?: Purpose
  readonly sealer?: FakeSealer
  readonly clock?: FakeClock
  /** How a vault is made. */
  readonly choice?: 'os' | 'weak-accepted'
  readonly onlyLooks?: boolean
  /** What each step on the disk waits for. */
  readonly wait?: () => Promise<void>
}

/** Starts a process over a disk; every one has its own randomness, unless a seed is given. */
export function startProcess(disk: FakeDisk = new FakeDisk(), options: ProcessOptions = {}): Process {
  processes += 1
  const clock = options.clock ?? new FakeClock()
  const fs = new FakeFileSystem(disk, options.wait)
  fs.now = () => clock.now()
  const random = new FakeRandom(options.seed ?? `process ${processes}`)
  const log = new FakeLog()
  const sealer = options.sealer ?? new FakeSealer()
  const vault = createVault(
    { fs, clock, random, sealer, log },
    {
      folder,
      purpose: options.purpose ?? 'test',
      scryptCost: cheapScrypt,
      onlyLooks: options.onlyLooks ?? false,
    },
  )
  return { vault, fs, clock, random, log, sealer }
}

/** A process whose vault is made and open. */
export async function withVault(disk: FakeDisk = new FakeDisk(), options: ProcessOptions = {}): Promise<Process> {
  const process = startProcess(disk, options)
  await process.vault.open()
  await process.vault.create(options.choice ?? 'os', null)
  return process
}

/** A second process over the same disk, which opens the vault by the OS keystore. */
export async function reopened(disk: FakeDisk, options: ProcessOptions = {}): Promise<Process> {
  const process = startProcess(disk, options)
  await process.vault.open()
  return process
}

export function pass(text: string = passphrase): Secret {
  return new Secret(text)
}

/** What a person types to unlock. */
export function typed(text: string = passphrase): TypedKey {
  return { with: 'passphrase', secret: pass(text) }
}

/** The recovery code as it was typed. */
export function typedCode(text: string): TypedKey {
  return { with: 'recovery', secret: pass(text) }
}

/** A signal that does not come. */
export const noSignal: AbortSignal = new AbortController().signal

/** How a vault shall open, with nothing typed unless it is said. */
export function protection(slots: readonly SlotKind[], more: Partial<Protection> = {}): Protection {
  return { slots, passphrase: null, recovery: null, current: null, acceptWeak: false, rekey: false, ...more }
}

/** A failure of this kind. */
export const failure = (kind: string, more: object = {}): unknown =>
  expect.objectContaining({ error: expect.objectContaining({ kind, ...more }) as unknown })

export function putSecret(id: string, value: string): RecordChange {
  return { put: 'secret', id, value: { value } }
}

export function putNote(id: string, notes: string): RecordChange {
  return { put: 'annotation', id, value: { tags: [], notes } }
}

/** What a vault says of a secret. */
export function secretOf(vault: Vault, id: string): string | undefined {
  return vault.records.get('secret', id)?.value
}

/** A stored secret's facts, as the app keeps them. */
export function heldRecord(index: number): RecordOf<'held'> {
  const at = Date.UTC(2026, 1, 1) + index
  return {
    tokenId: `account-1:part-1:token-${index}`,
    accountId: 'account-1',
    proof: 'made-here',
    storedAt: at,
    fingerprint: 'f'.repeat(43),
    token: {
      id: `account-1:part-1:token-${index}`,
      accountId: 'account-1',
      partId: 'account-1:part-1',
      provider: 'pulumi',
      issuerId: `token-${index}`,
      owner: { kind: 'organization', id: 'acme', name: 'Acme Corporation' },
      kind: 'organization',
      name: `deploy-${index}`,
      description: 'Used by the pipeline that deploys the shop',
      created: { kind: 'at', at },
      lastUsed: { kind: 'never' },
      expiry: { kind: 'at', at: at + 86_400_000 },
      scopes: { kind: 'full' },
      state: 'active',
      asOf: at,
    },
  }
}

/** Lets pending work run and moves time on until `work` has settled: for retries, which wait. */
export async function settled<T>(work: Promise<T>, clock: FakeClock): Promise<T> {
  const progress = { done: false }
  const mark = () => {
    progress.done = true
  }
  work.then(mark, mark)
  for (let turns = 0; turns < 10_000; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    if (progress.done) break
    clock.advance(25)
  }
  return work
}
