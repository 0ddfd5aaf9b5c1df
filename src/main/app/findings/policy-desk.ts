import type { AuditState } from '#shared/contract/findings'
import { mostPolicyBytes } from '#shared/model/policy-choice'
import type { PolicyChoice, PolicyFault } from '#shared/model/policy-choice'
import type { ProviderRecord } from '#shared/model/provider'
import { packTexts } from '#shared/text/policy'
import type { Rulebook } from '../../audit/index.ts'
import { Failure } from '../../ports/failure.ts'
import type { FileSystem } from '../../ports/file-system.ts'
import { nameOfFile } from '../backup/backup-files.ts'
import { inSlices } from '../slices.ts'

interface PolicyPorts {
  readonly fs: FileSystem
  readonly catalogue: readonly ProviderRecord[]
  chosen(): PolicyChoice
}

/** A policy that was read, or what is wrong with it. */
export type BookRead =
  | { readonly book: Rulebook; readonly name: string; readonly faults?: undefined }
  | { readonly book?: undefined; readonly name: string; readonly faults: readonly PolicyFault[] }

/** The policy that the person has chosen. A file is read anew for every audit, and never replaced by another policy. */
export class PolicyDesk {
  readonly #ports: PolicyPorts
  #known: { readonly of: string; readonly state: Pick<AuditState['policy'], 'name' | 'faults' | 'lifetimes'> } | null =
    null

  constructor(ports: PolicyPorts) {
    this.#ports = ports
  }

  /** What is known of it; of a file nothing but its name before it was read. */
  state(): AuditState['policy'] {
    const choice = this.#ports.chosen()
    const name = choice.kind === 'pack' ? packTexts[choice.pack].name : nameOfFile(choice.path)
    const known = this.#known?.of === keyOf(choice) ? this.#known.state : { name, faults: [], lifetimes: {} }
    return { choice, ...known }
  }

  /** The policy to audit by. Throws Failure('invalid-input', field `policy`) when its file cannot be used. */
  async book(): Promise<Rulebook> {
    const choice = this.#ports.chosen()
    const { name, book, faults = [] } = await this.read(choice)
    const { lifetimesUnder } = await import('../../audit/index.ts')
    const lifetimes = book === undefined ? {} : lifetimesUnder(book, this.#ports.catalogue)
    this.#known = { of: keyOf(choice), state: { name, faults: [...faults], lifetimes } }
    if (book === undefined) throw new Failure('invalid-input', { field: 'policy' })
    return book
  }

  /** Reads a policy. Faults say why one cannot be used; never throws. */
  async read(choice: PolicyChoice): Promise<BookRead> {
    const { packBook, policyBook } = await import('../../audit/index.ts')
    if (choice.kind === 'pack') return { book: packBook(choice.pack), name: packTexts[choice.pack].name }
    const file = nameOfFile(choice.path)
    const text = await this.#text(choice.path)
    if (typeof text !== 'string') return { name: file, faults: [text] }
    const { policySteps } = await import('../../audit/policy/read.ts')
    const records = new Map(this.#ports.catalogue.map((record) => [record.id, record]))
    const { policy, faults } = await inSlices(policySteps(text, records))
    if (policy === undefined) return { name: file, faults }
    const book = policyBook(policy, file)
    return { book, name: book.name }
  }

  async #text(path: string): Promise<string | PolicyFault> {
    const fault = (says: string): PolicyFault => ({ line: null, at: '', says })
    try {
      const { size } = await this.#ports.fs.stat(path)
      if (size > mostPolicyBytes) return fault('The file is too large for a policy.')
      const bytes = await this.#ports.fs.read(path, mostPolicyBytes)
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch (error) {
      if (error instanceof TypeError) return fault('The file is no text in UTF-8.')
      const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      return fault(isGone ? 'The file is not there any more.' : 'The file cannot be read.')
    }
  }
}

function keyOf(choice: PolicyChoice): string {
  return JSON.stringify(choice)
}
