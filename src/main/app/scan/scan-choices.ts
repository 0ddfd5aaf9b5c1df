import { z } from 'zod'
import type { Input, Output } from '#shared/contract'
import { mostScanFolders, type ScanChoices } from '#shared/contract/scan'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Context } from '../context.ts'

/** The snapshot that has what a person chose: paths say a lot, and preferences are in clear. */
const name = 'scan.choices'

const storedSchema = z.strictObject({
  folders: z.array(z.strictObject({ id: z.string(), path: z.string() })).max(mostScanFolders),
  wellKnown: z.boolean(),
  alsoIgnored: z.boolean(),
  unknown: z.boolean(),
})

const first: ScanChoices = { folders: [], wellKnown: true, alsoIgnored: false, unknown: true }

/** Where the last scan looked, and how. What cannot be read any more is chosen anew. */
export async function scanChoices({ vault, log }: Context): Promise<ScanChoices> {
  try {
    const bytes = await vault.snapshots.read(name)
    return bytes === undefined ? first : storedSchema.parse(JSON.parse(bytes.toString()))
  } catch (error) {
    log.warn('where to scan cannot be read', { type: typeOf(error) })
    return first
  }
}

/** Asks the person for one folder more. Throws Failure: `too-large`, and what the disk says. */
export async function addScanFolder(context: Context): Promise<Output<'scan.addFolder'>> {
  const path = await context.picker.folder()
  return change(context, (choices) => {
    if (path === null || choices.folders.some((folder) => folder.path === path)) return choices
    if (choices.folders.length >= mostScanFolders) throw new Failure('too-large', { limit: mostScanFolders })
    return { ...choices, folders: [...choices.folders, { id: context.random.uuid(), path }] }
  })
}

/** Throws Failure for what the disk says. */
export async function removeScanFolder(
  context: Context,
  { id }: Input<'scan.removeFolder'>,
): Promise<Output<'scan.removeFolder'>> {
  return change(context, (choices) => ({
    ...choices,
    folders: choices.folders.filter((folder) => folder.id !== id),
  }))
}

/** Remembers how a scan is made that is about to begin; it is made all the same where that cannot be written. */
export async function chosenNow(
  context: Context,
  flags: Pick<ScanChoices, 'wellKnown' | 'alsoIgnored' | 'unknown'>,
): Promise<ScanChoices> {
  try {
    return await change(context, ({ folders }) => ({ folders, ...flags }))
  } catch (error) {
    context.log.warn('how to scan cannot be kept', { type: typeOf(error) })
    return { ...(await scanChoices(context)), ...flags }
  }
}

/** Keeps what `make` makes of the choices as any process has left them. Throws Failure, and what `make` throws. */
function change(context: Context, make: (choices: ScanChoices) => ScanChoices): Promise<ScanChoices> {
  const { snapshots } = context.vault
  return snapshots.exclusively(name, async () => {
    const before = await scanChoices(context)
    const choices = make(before)
    if (choices !== before) await snapshots.write(name, Buffer.from(JSON.stringify(choices)))
    return choices
  })
}
