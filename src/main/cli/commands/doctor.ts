import { statSync } from 'node:fs'
import type { VaultState } from '#shared/model/vault'
import { ageText } from '#shared/text/ages'
import { count } from '#shared/text/words'
import type { Context } from '../../app/context.ts'
import { endingOf, exits } from '../exit.ts'
import { cancellable } from '../job.ts'
import { openVault } from '../open-vault.ts'
import { writeListing } from '../output/format.ts'
import { placeOf, type CommonOptions } from '../place.ts'
import { standing } from '../refreshing.ts'
import { withApp, type Command, type Session } from '../session.ts'
import { version } from '../version.ts'

interface Check {
  readonly about: string
  readonly says: string
  readonly isFine: boolean
}

const fine = (about: string, says: string): Check => ({ about, says, isFine: true })
const wrong = (about: string, says: string): Check => ({ about, says, isFine: false })

/** `keyrack doctor`: whether everything is as it should be. Changes nothing and calls no provider. */
export async function doctor(command: Command, options: CommonOptions): Promise<number> {
  const { terminal } = command
  const place = placeOf(options, terminal.environment)
  return withApp(command, place, { access: 'read' }, async (session, whole) => {
    const checks = [fine('keyrack', version), fine('node', process.versions.node), folderCheck(place.folder)]
    let exit: number = exits.fine
    try {
      checks.push(fine('opens by', slotsOf(session.context.vault.state())))
      const opening = { terminal, place, recovery: options.recovery === true, noted: false }
      await openVault(session.context.vault, () => Promise.resolve(whole), opening)
      checks.push(...(await insideChecks(session)))
    } catch (error) {
      const ending = endingOf(error)
      exit = ending.exit
      checks.push(wrong('vault', ending.sentence))
    }
    await writeListing(terminal, options, {
      items: checks,
      columns: [{ heading: 'WHAT' }, { heading: 'STATE' }, { heading: 'HOW', atLeast: 30 }],
      cells: ({ about, isFine, says }) => [about, isFine ? 'fine' : { text: 'wrong', tint: 'red' }, says],
      json: { format: 'doctor', field: 'checks', item: ({ about, isFine, says }) => ({ about, isFine, says }) },
      csv: {
        headings: ['what', 'state', 'how'],
        cells: ({ about, isFine, says }) => [about, isFine ? 'fine' : 'wrong', says],
      },
      empty: '',
    })
    if (exit !== exits.fine) return exit
    return checks.every(({ isFine }) => isFine) ? exits.fine : exits.internal
  })
}

function folderCheck(folder: string): Check {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined) return wrong('folder', `${folder} is not there.`)
  const isOpen = process.getuid !== undefined && (found.mode & 0o022) !== 0
  return isOpen ? wrong('folder', `Others can write into ${folder}.`) : fine('folder', folder)
}

function slotsOf(state: VaultState): string {
  return 'slots' in state && state.slots.length > 0 ? state.slots.join(', ') : state.kind
}

async function insideChecks(session: Session): Promise<Check[]> {
  const { app, context, signal } = session
  const activity = await cancellable(app, signal, (jobId) => app.handlers['activity.check']({ jobId }))
  const faults = activity.faults.length + activity.earlier.length
  const log = count(activity.entries, 'entry', 'entries')
  return [
    stateCheck(context),
    faults === 0 ? fine('activity log', log) : wrong('activity log', `${log}, ${count(faults, 'fault')}`),
    ...standing(context, [...context.index.accounts.keys()]).map(({ account, tokens, troubles }) => {
      const about = `account ${account.name}`
      const [trouble] = troubles
      const known = `${count(tokens, 'token')}, checked ${ageText(account.checkedAt, context.clock.now())}`
      return trouble === undefined ? fine(about, known) : wrong(about, trouble)
    }),
  ]
}

function stateCheck({ vault }: Context): Check {
  const state = vault.state()
  if (state.kind !== 'open') return wrong('vault', state.kind)
  return state.readOnly
    ? wrong('vault', 'It can be read and not written: a newer Keyrack made it.')
    : fine('vault', 'open')
}
