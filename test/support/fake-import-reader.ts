import { readImport } from '#main/importers/read-import'
import type { ImportReader } from '#main/ports/import-reader'
import { Failure } from '#main/ports/failure'

/** Reads files where it is asked to. `before` runs first. */
export class FakeImportReader implements ImportReader {
  before: () => unknown = () => undefined

  async read(...[bytes, hint, key, signal]: Parameters<ImportReader['read']>): ReturnType<ImportReader['read']> {
    await this.before()
    if (signal.aborted) throw new Failure('cancelled')
    return await readImport(bytes, hint, key)
  }
}
