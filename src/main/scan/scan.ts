import { codeOf, isMissing } from '../ports/file-errors.ts'
import type { ScanDisk, ScanEntry } from '../ports/scan-disk.ts'
import type {
  FoundNeedle,
  FoundShape,
  ScanCounts,
  ScanEnd,
  ScanOrder,
  ScanResult,
  WhyLeftOut,
} from '../ports/scanner.ts'
import { Ignores, ignoreFiles, mostIgnoreBytes } from './ignores.ts'
import { gitConfig, gitFolder, isKnownName } from './names.ts'
import { byNeedle, linesOf, spotOf } from './hits.ts'
import { Search } from './search.ts'
import { isBinary, readingOf, type Reading } from './text.ts'

/** What could not be read is named so often; the counts have all. */
const mostNamed = 200
/** Folders in each other; more are a loop that no link tells of. */
const mostDeep = 200

/** What a scan asks of whoever runs it, between two files. */
export interface ScanTurn {
  readonly now: () => number
  readonly isStopped: () => boolean
  /** Called after every file, for one that tells how far it is. */
  readonly looked: (counts: ScanCounts) => void
}

type Counts = { -readonly [K in keyof ScanCounts]: ScanCounts[K] }

/** Looks for everything that an order names. No byte of a secret or of a file is in what it used when it returns. */
export function scan(order: ScanOrder, disk: ScanDisk, turn: ScanTurn): ScanResult {
  const run = new Run(order, disk, turn)
  try {
    return run.result()
  } finally {
    run.wipe()
  }
}

class Ended extends Error {
  readonly end: ScanEnd

  constructor(end: ScanEnd) {
    super(end)
    this.end = end
  }
}

class Run {
  readonly #order: ScanOrder
  readonly #disk: ScanDisk
  readonly #turn: ScanTurn
  readonly #search: Search
  readonly #until: number
  readonly #buffer: Uint8Array
  #aside: Uint8Array | null = null
  /** Real paths of what was looked at by name, or is not entered. */
  readonly #done = new Set<string>()
  readonly #counts: Counts = { files: 0, bytes: 0, binary: 0, large: 0, ignored: 0, links: 0, unreadable: 0 }
  readonly #needles: FoundNeedle[] = []
  readonly #shapes: FoundShape[] = []
  /** Is there more that looks like a secret than may be told? What is held is looked for all the same. */
  #hasMore = false
  readonly #leftOut: { path: string; why: WhyLeftOut }[] = []

  constructor(order: ScanOrder, disk: ScanDisk, turn: ScanTurn) {
    this.#order = order
    this.#disk = disk
    this.#turn = turn
    this.#search = new Search(order)
    this.#until = turn.now() + order.limits.milliseconds
    // One byte more tells that a file is too large.
    this.#buffer = Buffer.allocUnsafeSlow(order.limits.fileBytes + 1)
  }

  result(): ScanResult {
    let ended: ScanEnd = 'whole'
    try {
      this.#all()
      if (this.#hasMore) ended = 'found'
    } catch (error) {
      if (!(error instanceof Ended)) throw error
      ended = error.end
    }
    return { ...this.#counts, ended, needles: this.#needles, shapes: this.#shapes, leftOut: this.#leftOut }
  }

  wipe(): void {
    this.#search.wipe()
    this.#buffer.fill(0)
    this.#aside?.fill(0)
  }

  #all(): void {
    const { files, named, folders, maybe, except } = this.#order
    for (const path of except) {
      const real = this.#real(path)
      if (real !== undefined) this.#done.add(real.path)
    }
    for (const path of files) this.#ordered(path)
    for (const { folder, begin } of named) {
      for (const { name } of this.#list(folder, 'quiet'))
        if (name.startsWith(begin)) this.#ordered(this.#join(folder, name))
    }
    for (const folder of folders) {
      const real = this.#real(folder)
      if (real?.kind === 'folder') this.#folder(real.path, new Ignores(this.#disk.separator), 0)
      else this.#leave(folder, real === undefined ? 'missing' : 'not-a-folder')
    }
    for (const folder of maybe) {
      const real = this.#real(folder)
      if (real?.kind === 'folder') this.#folder(real.path, new Ignores(this.#disk.separator), 0)
    }
  }

  /** A file that was asked for by its name, over links if need be; most people have few of those. */
  #ordered(path: string): void {
    const real = this.#real(path)
    if (real?.kind !== 'file' || this.#done.has(real.path)) return
    this.#done.add(real.path)
    this.#file(real.path, path)
  }

  #folder(folder: string, above: Ignores, depth: number): void {
    if (this.#done.has(folder)) return
    if (depth > mostDeep) return this.#leave(folder, 'unreadable')
    this.#done.add(folder)
    const entries = this.#list(folder, 'told')
    const ignores = this.#order.alsoIgnored ? above : this.#ignoresIn(folder, entries, above)
    for (const { name, kind } of entries) {
      this.#goOn()
      const path = this.#join(folder, name)
      switch (kind) {
        case 'link':
          this.#counts.links += 1
          break
        case 'folder':
          if (name === gitFolder) this.#file(this.#join(path, gitConfig), null)
          else if (ignores.has(path, true)) this.#counts.ignored += 1
          else this.#folder(path, ignores, depth + 1)
          break
        case 'file':
          if (!isKnownName(name) && ignores.has(path, false)) this.#counts.ignored += 1
          else if (!this.#done.has(path)) this.#file(path, path)
          break
        case 'other':
          break
      }
    }
  }

  /** Looks into one file. `told`: what it is called; null for one that need not be there. */
  #file(path: string, told: string | null): void {
    this.#goOn()
    let length: number
    try {
      length = this.#disk.read(path, this.#buffer, (first) => !isBinary(this.#buffer, first))
    } catch (error) {
      // A name that is no UTF-8 is told with this sign in it, by which there is no file.
      if (!isMissing(error) || path.includes('\ufffd')) this.#leave(told ?? path, 'unreadable')
      return
    }
    if (length > this.#order.limits.fileBytes) return this.#leave(told ?? path, 'large')
    const reading = readingOf(this.#buffer, length, () => (this.#aside ??= Buffer.allocUnsafeSlow(this.#buffer.length)))
    if (reading === null) this.#counts.binary += 1
    else {
      this.#counts.files += 1
      this.#counts.bytes += length
      this.#look(reading, told ?? path)
    }
    this.#turn.looked(this.#counts)
  }

  #look(reading: Reading, path: string): void {
    const { needles, shapes } = this.#search.find(reading.bytes, reading.length)
    if (needles.length === 0 && shapes.length === 0) return
    const { found } = this.#order.limits
    const lineOf = linesOf(reading)
    for (const one of shapes) {
      if (this.#shapes.length >= found) this.#hasMore = true
      else this.#shapes.push({ ...one, ...spotOf(reading, one), path, line: lineOf(one.offset) })
    }
    for (const one of byNeedle(needles)) {
      if (this.#needles.length >= found) throw new Ended('found')
      const [{ needle }] = one
      const lines = [...new Set(one.map(({ offset }) => lineOf(offset)))].slice(0, this.#order.limits.lines)
      this.#needles.push({ needle, path, lines, times: one.length })
    }
  }

  #ignoresIn(folder: string, entries: readonly ScanEntry[], above: Ignores): Ignores {
    let ignores = above
    for (const { name, kind } of entries) {
      if (kind !== 'file' || !ignoreFiles.includes(name)) continue
      try {
        const length = this.#disk.read(this.#join(folder, name), this.#buffer, () => true)
        const text = Buffer.from(this.#buffer.subarray(0, length)).toString('utf8')
        if (length <= mostIgnoreBytes) ignores = ignores.with(folder, text)
      } catch {
        // It says nothing, then, and is told of when its own turn comes.
      }
    }
    return ignores
  }

  #list(folder: string, how: 'told' | 'quiet'): readonly ScanEntry[] {
    try {
      return this.#disk.list(folder)
    } catch (error) {
      if (how === 'told' || codeOf(error) !== 'ENOENT') this.#leave(folder, 'unreadable')
      return []
    }
  }

  #real(path: string): ReturnType<ScanDisk['real']> | undefined {
    try {
      return this.#disk.real(path)
    } catch (error) {
      if (!isMissing(error)) this.#leave(path, 'unreadable')
      return undefined
    }
  }

  #leave(path: string, why: WhyLeftOut): void {
    if (why === 'large') this.#counts.large += 1
    else this.#counts.unreadable += 1
    if (this.#leftOut.length < mostNamed) this.#leftOut.push({ path, why })
  }

  #goOn(): void {
    if (this.#turn.isStopped()) throw new Ended('stopped')
    if (this.#turn.now() > this.#until) throw new Ended('time')
  }

  #join(folder: string, name: string): string {
    const { separator } = this.#disk
    return folder.endsWith(separator) ? folder + name : folder + separator + name
  }
}
