import { readFileSync, statSync } from 'node:fs'
import { longestInspected, type Claim, type Inspection } from '#shared/model/inspection'
import {
  aroundSentence,
  claimLabel,
  formSentence,
  inspectionText,
  matchSentence,
  noMatch,
  signSentences,
  timeText,
  troubleTexts,
  validitySentence,
} from '#shared/text/inspection'
import { inspect as inspectValue } from '../../inspect/index.ts'
import type { Context } from '../../app/context.ts'
import { Ended, exits } from '../exit.ts'
import { formatOf, jsonText, styleFor } from '../output/format.ts'
import { plain } from '../output/plain.ts'
import { facts, type Cell } from '../output/table.ts'
import { withoutLineEnd } from '../own-file.ts'
import { placeOf, type CommonOptions } from '../place.ts'
import { withApp, type Command } from '../session.ts'
import type { Terminal } from '../terminal.ts'

/** `keyrack inspect`: what a value is, by its look alone. Needs no vault and no network. */
export async function inspect(command: Command, file: string | undefined, options: CommonOptions): Promise<number> {
  const format = formatOf(options, ['table', 'json'])
  const text = await textFrom(command.terminal, file)
  const place = placeOf({}, command.terminal.environment)
  return withApp(command, place, { access: 'none' }, async ({ context, terminal }) => {
    const inspection = inspectValue(text, context.catalogue, context.clock.now())
    if (format === 'json') await terminal.write(jsonText('inspection', 1, { inspection: documented(inspection) }))
    else await terminal.write(inWords(context, inspection, terminal, options))
    return exits.fine
  })
}

/** From a file, from standard input, or typed. Throws Ended. */
async function textFrom(terminal: Terminal, file: string | undefined): Promise<string> {
  if (file !== undefined && file !== '-') return textOf(file)
  if (file === undefined && terminal.isInputTerminal) {
    const typed = await terminal.ask('Value (not shown): ')
    if (typed !== null) return typed.use((value) => value)
  }
  return withoutLineEnd(await terminal.input('Give the value on standard input, or name a file.')).toString('utf8')
}

function textOf(path: string): string {
  try {
    // More than that is said to be too long, whatever comes after it.
    if (statSync(path).size > 4 * longestInspected) return ' '.repeat(longestInspected + 1)
    return withoutLineEnd(readFileSync(path)).toString('utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Ended(exits.usage, `The file cannot be read${code === '' ? '' : ` (${code})`}.`)
  }
}

/** Instants are texts in documents. */
function documented(inspection: Inspection): object {
  const { form } = inspection
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const claims = (all: readonly Claim[]) => all.map(({ name, value, at }) => ({ name, value, at: time(at) }))
  return {
    ...inspection,
    form: {
      ...form,
      ...('header' in form ? { header: claims(form.header) } : {}),
      ...('claims' in form ? { claims: claims(form.claims) } : {}),
      ...('validity' in form
        ? {
            validity: {
              state: form.validity.state,
              issued: time(form.validity.issued),
              begins: time(form.validity.begins),
              expires: time(form.validity.expires),
            },
            signatureVerified: false,
          }
        : {}),
    },
  }
}

function inWords(context: Context, inspection: Inspection, terminal: Terminal, options: CommonOptions): string {
  const { form, matches } = inspection
  const now = context.clock.now()
  const lines = [
    formSentence(form),
    ...(form.form === 'opaque' || 'header' in form ? namesOf(context, inspection) : []),
    ...(form.form === 'opaque' && matches.length === 0 ? [noMatch] : []),
    ...('troubles' in form ? form.troubles.map((trouble) => troubleTexts[trouble]) : []),
    ...('validity' in form ? [validitySentence(form.validity), inspectionText.skew, inspectionText.unverified] : []),
    aroundSentence(inspection),
    ...(inspection.alphabet === 'other' && form.form !== 'opaque' ? [] : signSentences(inspection)),
    inspectionText.offline,
  ].filter((line) => line !== '')
  const shown = (all: readonly Claim[]) =>
    all.map(({ name, value, at }): readonly [string, Cell] => [
      plain(claimLabel(name)),
      at === null ? value : timeText(at, now),
    ])
  const style = styleFor(terminal, options)
  const header = 'header' in form ? facts(shown(form.header), style) : ''
  const claims = 'claims' in form ? facts(shown(form.claims), style) : ''
  const parts = [`${lines.map(plain).join('\n')}\n`, header && `\nHeader\n${header}`, claims && `\nClaims\n${claims}`]
  return parts.filter((part) => part !== '').join('')
}

function namesOf({ catalogue }: Context, { matches }: Inspection): string[] {
  return matches.map((match) => {
    const record = catalogue.find(({ id }) => id === match.provider)
    const kind = record?.tokenKinds.find((one) => one.kind === match.kind)?.label
    const name = record?.name ?? match.provider
    return matchSentence(match, kind === undefined ? name : `${name} (${kind})`)
  })
}
