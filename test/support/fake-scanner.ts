import type { ScanCounts, Scanner, ScanOrder, ScanResult } from '#main/ports/scanner'
import type { ScanDisk, ScanEntry } from '#main/ports/scan-disk'
import { scan } from '#main/scan/index'
import { fileError } from './fake-disk.ts'

/** Folders and files in memory. What a file holds is text in which each sign is a byte; null is one that nobody may read. */
export class FakeScanDisk implements ScanDisk {
  readonly separator = '/'
  readonly files = new Map<string, string | null>()
  /** From a path to the one that it leads to. */
  readonly links = new Map<string, string>()
  /** Every file that was read, in order. */
  readonly looked: string[] = []

  list(folder: string): ScanEntry[] {
    const entries = new Map<string, ScanEntry>()
    for (const path of [...this.files.keys(), ...this.links.keys()]) {
      if (!path.startsWith(`${folder}/`)) continue
      const [name = '', ...rest] = path.slice(folder.length + 1).split('/')
      const kind = rest.length > 0 ? 'folder' : this.links.has(path) ? 'link' : 'file'
      entries.set(name, { name, kind })
    }
    if (entries.size === 0) throw fileError('ENOENT', folder)
    return [...entries.values()]
  }

  read(path: string, buffer: Uint8Array): number {
    const text = this.files.get(path)
    if (text === undefined) throw fileError('ENOENT', path)
    this.looked.push(path)
    if (text === null) throw fileError('EACCES', path)
    const bytes = Buffer.from(text, 'latin1').subarray(0, buffer.length)
    buffer.set(bytes)
    return bytes.length
  }

  real(path: string): { path: string; kind: ScanEntry['kind'] } {
    const real = this.links.get(path) ?? path
    if (this.files.has(real)) return { path: real, kind: 'file' }
    this.list(real)
    return { path: real, kind: 'folder' }
  }
}

/** Scans the files in memory at once. `before` runs first, with the order; `needles` are copies of the last one's. */
export class FakeScanner implements Scanner {
  readonly disk = new FakeScanDisk()
  before: (order: ScanOrder) => unknown = () => undefined
  needles: string[] = []
  order: ScanOrder | null = null

  async scan(order: ScanOrder, told: (counts: ScanCounts) => void, signal: AbortSignal): Promise<ScanResult> {
    this.order = order
    this.needles = order.needles.map((bytes) => Buffer.from(bytes).toString('utf8'))
    await this.before(order)
    return scan(order, this.disk, { now: () => 0, isStopped: () => signal.aborted, looked: told })
  }
}
