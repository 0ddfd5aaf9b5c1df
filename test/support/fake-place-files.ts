import type { PlaceFile, PlaceFiles } from '#main/ports/place-files'
import { fileError } from './fake-disk.ts'

/** A person's files in memory. `links` lead from one path to another; `before` runs before a file is written. */
export class FakePlaceFiles implements PlaceFiles {
  readonly files = new Map<string, string>()
  readonly links = new Map<string, string>()
  tracked: PlaceFile['tracked'] = 'no'
  before: () => unknown = () => undefined

  look(path: string): Promise<PlaceFile> {
    const real = this.links.get(path) ?? path
    const text = this.files.get(real)
    if (text === undefined) return Promise.reject(fileError('ENOENT', path))
    return Promise.resolve({ path: real, bytes: Buffer.from(text, 'latin1'), tracked: this.tracked })
  }

  async replace(path: string, file: Pick<PlaceFile, 'path' | 'bytes'>, next: Uint8Array): Promise<boolean> {
    await this.before()
    const now = await this.look(path)
    if (now.path !== file.path || !now.bytes.equals(file.bytes)) return false
    this.files.set(now.path, Buffer.from(next).toString('latin1'))
    return true
  }
}
