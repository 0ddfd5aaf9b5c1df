import type { ScanOrder, ScanResult } from '#main/ports/scanner'
import { scan, type ScanTurn } from '#main/scan/index'
import { FakeScanDisk } from '#test/support/fake-scanner'

export const secret = 'pul-EXAMPLE0123456789abcdef0123456789abcdef'
export const other = 'glpat-EXAMPLEabcdef-123456'
export const gitlab = {
  id: 'gitlab',
  shapes: [{ kind: null, prefix: 'glpat-', pattern: '^glpat-[A-Za-z0-9_-]{20}$', checksum: null }],
}

/** Files in memory, and a scan of the folder `/files`. */
export class ScanWorld {
  disk = new FakeScanDisk()
  readonly turn: { -readonly [K in keyof ScanTurn]: ScanTurn[K] } = {
    now: () => 0,
    isStopped: () => false,
    looked: () => undefined,
  }

  put(files: Readonly<Record<string, string | null>>): void {
    for (const [path, text] of Object.entries(files)) this.disk.files.set(path, text)
  }

  run(change: Partial<ScanOrder> = {}, needles: readonly string[] = [secret]): ScanResult {
    const order: ScanOrder = {
      folders: ['/files'],
      files: [],
      maybe: [],
      named: [],
      except: [],
      needles: needles.map((needle) => Buffer.from(needle)),
      shapes: [],
      alsoIgnored: false,
      limits: { fileBytes: 1000, milliseconds: 1000, found: 100, lines: 20 },
      ...change,
    }
    return scan(order, this.disk, this.turn)
  }
}
