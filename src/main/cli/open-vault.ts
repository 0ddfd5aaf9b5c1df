import { setImmediate } from 'node:timers/promises'
import type { SlotKind, VaultState } from '#shared/model/vault'
import type { Profile } from '../adapters/node/profile-folder.ts'
import type { App } from '../app/start.ts'
import { Failure } from '../ports/failure.ts'
import { Secret } from '../ports/secret.ts'
import type { Vault } from '../app/vault/profile-vault.ts'
import { Ended, exits, sentenceOf } from './exit.ts'
import { readOwnFile } from './own-file.ts'
import type { Means } from './own-vault.ts'
import type { Terminal } from './terminal.ts'
import type { WholeApp } from './whole-app.ts'

interface Opening {
  readonly terminal: Terminal
  readonly place: Profile
  /** Ask for the recovery code and not for the passphrase. */
  readonly recovery: boolean
  /** Does the activity log tell of it? It does of commands that may change or show something. */
  readonly noted: boolean
}

/** A key, and whether it was typed just now, so that it can be typed again. */
interface Given {
  readonly means: Means
  readonly secret: Secret
  readonly typed: boolean
}

/** What is typed wrongly more often than that is not known. */
const mostTries = 3

/** The variables of the environment that a key can come from; with `_FILE` they name a file that has it. */
export const variables = {
  passphrase: 'KEYRACK_PASSPHRASE',
  recovery: 'KEYRACK_RECOVERY_CODE',
} as const satisfies Record<Means, string>

/**
 * Opens the vault with what the person gives, and gives the app on it, with what the vault tells. `load` gives that app: it is
 * called while the key is derived, because both take long. Throws Ended with exit code 4, and a sentence that says what to do.
 */
export async function openVault(vault: Vault, load: () => Promise<WholeApp>, opening: Opening): Promise<App> {
  const app = await unlockedApp(vault, load, opening)
  const now = vault.state()
  if (now.kind !== 'open') throw new Ended(exits.vault, hopeless(now, opening.place))
  await app.open()
  return app
}

async function unlockedApp(vault: Vault, load: () => Promise<WholeApp>, opening: Opening): Promise<App> {
  const { terminal, place, noted } = opening
  const means = meansOf(vault.state(), place)
  for (let tries = 1; ; tries += 1) {
    const given = await keyFor(means, opening)
    try {
      const unlocking = vault.unlock({ with: given.means, secret: given.secret })
      // Waited for below.
      unlocking.catch(() => undefined)
      // Loading keeps this thread busy: the derivation, which another one does, has to begin before it.
      await setImmediate()
      const { app, unlocked } = await load()
      await unlocked(given.means, noted, unlocking)
      return app
    } catch (error) {
      const wrong = error instanceof Failure && /^wrong-/.test(error.error.kind)
      if (!wrong || !given.typed || tries === mostTries) throw refusal(error, given.means)
      terminal.say(sentenceOf(error.error))
    } finally {
      given.secret.wipe()
    }
  }
}

/** What opens this vault here. Throws Ended. */
function meansOf(state: VaultState, place: Profile): readonly Means[] {
  if (state.kind !== 'locked' && state.kind !== 'locked-by-os') throw new Ended(exits.vault, hopeless(state, place))
  const means = (['passphrase', 'recovery'] as const).filter((kind) => state.slots.includes(kind))
  if (means.length === 0) throw new Ended(exits.vault, onlyTheApp(state.slots, place))
  return means
}

/** From the environment, from a file that it names, or typed. Throws Ended where there is nobody to type. */
async function keyFor(means: readonly Means[], { terminal, place, recovery }: Opening): Promise<Given> {
  for (const one of means) {
    const secret = keyGiven(variables[one], terminal.environment)
    if (secret !== null) return { means: one, secret, typed: false }
  }
  if (recovery && !means.includes('recovery')) throw new Ended(exits.vault, `${called(place)} has no recovery code.`)
  const asked = recovery || !means.includes('passphrase') ? 'recovery' : 'passphrase'
  const secret = await terminal.ask(`${asked === 'recovery' ? 'Recovery code' : 'Passphrase'} of ${inside(place)}: `)
  if (secret !== null) return { means: asked, secret, typed: true }
  const name = variables[asked]
  throw new Ended(
    exits.vault,
    `${called(place)} is locked, and there is no terminal to ask on. Set ${name}_FILE to a file of yours that nobody else can read, or ${name}.`,
  )
}

/** A key of the environment; a file goes before the value itself, which other programs of the person can see. */
export function keyGiven(variable: string, environment: NodeJS.ProcessEnv): Secret | null {
  const file = environment[`${variable}_FILE`] ?? ''
  if (file !== '') {
    const bytes = readOwnFile(file, `${variable}_FILE`)
    const secret = new Secret(bytes)
    bytes.fill(0)
    return secret
  }
  const value = environment[variable] ?? ''
  return value === '' ? null : new Secret(value)
}

function refusal(error: unknown, means: Means): unknown {
  if (!(error instanceof Failure)) return error
  switch (error.error.kind) {
    case 'wrong-passphrase':
      return new Ended(exits.vault, 'The passphrase is wrong.')
    case 'wrong-recovery-code':
      return new Ended(exits.vault, 'The recovery code is wrong.')
    case 'vault-closed-by-os':
      return new Ended(
        exits.vault,
        `The vault does not open by ${means === 'recovery' ? 'a recovery code' : 'a passphrase'} alone.`,
      )
    default:
      return error
  }
}

function called({ name }: Profile): string {
  return `The vault “${name}”`
}

function inside({ name }: Profile): string {
  return `the vault “${name}”`
}

function onlyTheApp(slots: readonly SlotKind[], place: Profile): string {
  const why = slots.includes('os-passphrase')
    ? 'opens with the keystore of this computer and a passphrase together'
    : 'opens with the keystore of this computer'
  return `${called(place)} ${why}, and the keystore answers the app only. In Keyrack, open Settings, Protection, and add a recovery code or choose a passphrase; then come back.`
}

/** Why nothing that is typed would open it. */
function hopeless(state: VaultState, place: Profile): string {
  switch (state.kind) {
    case 'none':
      return `There is no vault in ${place.folder}. Make one with \`keyrack init\`, or name another with --profile or --data.`
    case 'newer-format':
      return `${called(place)} was written by a newer Keyrack (format ${state.format}). Use that one.`
    case 'damaged':
      return `${called(place)} cannot be read. Open Keyrack: it shows what can be done. Nothing was changed.`
    case 'older-than-seen':
      return `${called(place)} is older than the one this computer has seen: somebody put an old copy back. Open Keyrack to say whether that was meant.`
    case 'other-purpose':
      return `What is in ${place.folder} is a vault for ${state.purpose === 'demo' ? 'the demo' : 'tests'}.`
    case 'opening':
    case 'open':
    case 'locked':
    case 'locked-by-os':
      return `${called(place)} could not be opened.`
  }
}
