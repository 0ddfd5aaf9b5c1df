import {
  type ImportAnswer,
  type ImportCandidate,
  type ImportDecision,
  type ImportResult,
} from '#shared/contract/import'
import type { ProviderRecord } from '#shared/model/provider'
import { AppWorld, jobId, type Run } from '#test/support/app-world'
import { FakeDisk } from '#test/support/fake-disk'
import { fakeProvider } from '#test/support/fake-provider'
import { guidedProvider } from '#test/support/guided-provider'

export type Read = Extract<ImportAnswer, { state: 'read' }>

const shapes: ProviderRecord['shapes'] = [{ kind: null, prefix: 'fake-', pattern: '^fake-[\\w.-]+$', checksum: null }]

/** A world whose provider's secrets begin with `fake-`; `guided`: some of its tokens are not listed. */
export function importWorld({ guided = false } = {}): AppWorld {
  const world = new AppWorld()
  world.disk = new FakeDisk(['/profile', '/home/ada'])
  const plain = guided ? guidedProvider(world.service) : fakeProvider(world.service)
  world.providers = [{ ...plain, record: { ...plain.record, shapes } }]
  return world
}

/** Puts a file onto the computer, for reading and for writing into. */
export async function putFile(world: AppWorld, run: Run, path: string, text: string): Promise<void> {
  world.placeFiles.files.set(path, text)
  await run.fs.remove(path).catch(() => undefined)
  await run.fs.writeNew(path, Buffer.from(text))
}

export function asRead(answer: ImportAnswer | null): Read {
  if (answer?.state !== 'read') throw new Error(`it was not read: ${JSON.stringify(answer)}`)
  return answer
}

export async function paste(run: Run, ...lines: readonly string[]): Promise<Read> {
  return asRead(await run.call['import.paste']({ secret: { from: 'field', value: lines.join('\n') }, jobId: jobId() }))
}

/** The one value that was found at an entry of this name. */
export function at(read: Read, entry: string): ImportCandidate {
  const found = read.candidates.filter(({ spots }) => spots.some((spot) => spot.entry === entry))
  if (found.length !== 1) throw new Error(`${found.length} values are at ${entry}`)
  return found[0]!
}

/** Stores values as decided by the names of their entries. Gives the results in that order. */
export async function storeAll(
  run: Run,
  read: Read,
  decisions: Readonly<Record<string, ImportDecision>>,
  job = jobId(),
): Promise<ImportResult[]> {
  const asked = Object.entries(decisions).map(([entry, decision]) => ({ candidateId: at(read, entry).id, decision }))
  return (await run.call['import.store']({ importId: read.importId, decisions: asked, jobId: job })).results
}
