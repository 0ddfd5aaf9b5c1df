import { closeSync, fstatSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { isTooShort, shortestPassphrase } from '#shared/rules/passphrase'
import { Failure } from '../../ports/failure.ts'
import type { Secret } from '../../ports/secret.ts'
import { Ended, exits } from '../exit.ts'
import { keyGiven, variables } from '../open-vault.ts'
import { placeOf, type CommonOptions } from '../place.ts'
import { withApp, type Command, type Session } from '../session.ts'
import type { Terminal } from '../terminal.ts'

export interface InitOptions extends CommonOptions {
  readonly recoveryFile?: string
}

/** `keyrack init`: makes a vault that opens by a passphrase, and a recovery code for it where that can be kept. */
export async function init(command: Command, options: InitOptions): Promise<number> {
  const { terminal } = command
  // Before the passphrase is asked for: what will not do in the end shall not be typed first.
  const file = options.recoveryFile === undefined ? null : newFile(options.recoveryFile)
  try {
    const place = placeOf(options, terminal.environment, true)
    return await withApp(command, place, { access: 'write' }, async (session) => {
      if (session.context.vault.state().kind !== 'none') {
        throw new Ended(exits.usage, `There is a vault in ${place.folder} already. It was not touched.`)
      }
      const passphrase = await newPassphrase(terminal)
      await passphrase.use((value) => session.app.handlers['vault.create']({ choice: 'passphrase', passphrase: value }))
      terminal.say(`There is a vault now in ${place.folder}.`)
      await addRecovery(session, passphrase, file)
      passphrase.wipe()
      return exits.fine
    })
  } finally {
    if (file !== null && options.recoveryFile !== undefined) leave(file, options.recoveryFile)
  }
}

/** Opens a file that was not there, for its owner alone. Throws Ended. */
function newFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why = code === 'EEXIST' ? 'is there already; name a new one' : `cannot be written (${code})`
    throw new Ended(exits.usage, `The file for the recovery code ${why}.`)
  }
}

/** Closes the file. One without a code in it would look like a recovery code that there is not. */
function leave(file: number, path: string): void {
  const { size } = fstatSync(file)
  closeSync(file)
  if (size === 0) rmSync(path, { force: true })
}

/** From the environment, or typed twice. Throws Ended. */
async function newPassphrase(terminal: Terminal): Promise<Secret> {
  const given = keyGiven(variables.passphrase, terminal.environment)
  const first = given ?? (await terminal.ask(`New passphrase, at least ${shortestPassphrase} characters: `))
  if (first === null) {
    const name = variables.passphrase
    throw new Ended(exits.usage, `There is no terminal to ask for a passphrase on. Set ${name}_FILE or ${name}.`)
  }
  if (first.use(isTooShort)) {
    throw new Ended(exits.usage, `The passphrase needs at least ${shortestPassphrase} characters. No vault was made.`)
  }
  if (given !== null) return first
  const second = await terminal.ask('The same once more: ')
  const isSame = second?.use((again) => first.use((value) => value === again)) ?? false
  second?.wipe()
  if (!isSame) throw new Ended(exits.usage, 'These were two passphrases. No vault was made.')
  return first
}

/** Draws a recovery code, writes it where only the person sees it, and makes a slot of it. */
async function addRecovery(
  { app, context, terminal }: Session,
  passphrase: Secret,
  file: number | null,
): Promise<void> {
  const { handlers } = app
  const { id, asked } = await handlers['vault.drawRecovery']({})
  const code = context.recovery.find(id)?.use((value) => value)
  if (code === undefined) throw new Failure('internal')
  if (file !== null) {
    writeSync(file, `${code}\n`)
    fsyncSync(file)
  } else if (!terminal.show(`\nRecovery code, which opens the vault without the passphrase:\n\n  ${code}\n\n`)) {
    terminal.say('No recovery code was made: there is no terminal to show it on, and no --recovery-file.')
    return
  }
  const groups = code.split('-')
  const answers: [string, string] = [groups[asked[0]] ?? '', groups[asked[1]] ?? '']
  await handlers['vault.confirmRecovery']({ id, answers })
  await passphrase.use((value) =>
    handlers['vault.protect']({
      slots: ['passphrase', 'recovery'],
      passphrase: null,
      recoveryId: id,
      current: { with: 'passphrase', value },
      acceptWeak: false,
      rekey: false,
      jobId: randomUUID(),
    }),
  )
  terminal.say(
    file === null
      ? 'Write it down and keep it apart from this computer. It is not shown again.'
      : 'The recovery code is in the file. Keep it apart from this computer.',
  )
}
