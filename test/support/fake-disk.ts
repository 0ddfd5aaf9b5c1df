import { dirname } from 'node:path/posix'

/** What a file is on the fake disk: bytes as a reader sees them, and as they were at the last flush. */
export interface FakeFile {
  content: Buffer
  synced: Buffer | null
  mode: number
  modified: number
}
type Entry = { kind: 'file'; file: FakeFile } | { kind: 'folder'; mode: number }

/** One change of directory entries that no `syncFolder` has made durable yet. */
interface PendingChange {
  readonly folder: string
  readonly set?: readonly [string, Entry]
  readonly unset?: string
}

/** What a power cut does to what was not flushed. What is not said is left to chance, name by name and file by file. */
export interface Outage {
  readonly names?: 'kept' | 'lost'
  readonly bytes?: 'kept' | 'lost' | 'zeros'
}

/** An error as Node's file calls throw it. */
export function fileError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}

/**
 * A disk in memory that several fake processes can share. It keeps apart what a reader sees and what is durable, so
 * that `powerCut` can lose anything that was not flushed: bytes of a file, and names in a folder.
 */
export class FakeDisk {
  #entries = new Map<string, Entry>()
  #durable = new Map<string, Entry>()
  #pending: PendingChange[] = []

  /** `folders` are there from the start, and durable. */
  constructor(folders: readonly string[] = ['/profile']) {
    for (const folder of ['/', ...folders]) {
      this.#entries.set(folder, { kind: 'folder', mode: 0o700 })
      this.#durable.set(folder, { kind: 'folder', mode: 0o700 })
    }
  }

  #change(change: PendingChange): void {
    if (change.unset !== undefined) this.#entries.delete(change.unset)
    if (change.set !== undefined) this.#entries.set(...change.set)
    this.#pending.push(change)
  }

  #folder(path: string): void {
    const entry = this.#entries.get(path)
    if (entry === undefined) throw fileError('ENOENT', path)
    if (entry.kind !== 'folder') throw fileError('ENOTDIR', path)
  }

  file(path: string): FakeFile {
    const entry = this.#entries.get(path)
    if (entry === undefined) throw fileError('ENOENT', path)
    if (entry.kind !== 'file') throw fileError('EISDIR', path)
    return entry.file
  }

  makeFolder(path: string): void {
    const entry = this.#entries.get(path)
    if (entry?.kind === 'folder') return
    if (entry !== undefined) throw fileError('EEXIST', path)
    this.makeFolder(dirname(path))
    this.#change({ folder: dirname(path), set: [path, { kind: 'folder', mode: 0o700 }] })
  }

  list(path: string): string[] {
    this.#folder(path)
    const prefix = path === '/' ? '/' : `${path}/`
    return [...this.#entries.keys()]
      .filter((name) => name !== '/' && name.startsWith(prefix) && !name.slice(prefix.length).includes('/'))
      .map((name) => name.slice(prefix.length))
  }

  mode(path: string): number {
    const entry = this.#entries.get(path)
    if (entry === undefined) throw fileError('ENOENT', path)
    return entry.kind === 'file' ? entry.file.mode : entry.mode
  }

  create(path: string, modified: number): FakeFile {
    this.#folder(dirname(path))
    if (this.#entries.has(path)) throw fileError('EEXIST', path)
    const file: FakeFile = { content: Buffer.alloc(0), synced: null, mode: 0o600, modified }
    this.#change({ folder: dirname(path), set: [path, { kind: 'file', file }] })
    return file
  }

  link(from: string, to: string): void {
    const file = this.file(from)
    this.#folder(dirname(to))
    if (this.#entries.has(to)) throw fileError('EEXIST', to)
    this.#change({ folder: dirname(to), set: [to, { kind: 'file', file }] })
  }

  /** A rename inside one folder is one change; between two folders either half of it can be lost. */
  rename(from: string, to: string): void {
    const file = this.file(from)
    this.#folder(dirname(to))
    if (this.#entries.get(to)?.kind === 'folder') throw fileError('EISDIR', to)
    if (from === to) return
    if (dirname(from) === dirname(to)) {
      this.#change({ folder: dirname(to), set: [to, { kind: 'file', file }], unset: from })
    } else {
      this.#change({ folder: dirname(to), set: [to, { kind: 'file', file }] })
      this.#change({ folder: dirname(from), unset: from })
    }
  }

  remove(path: string): void {
    this.file(path)
    this.#change({ folder: dirname(path), unset: path })
  }

  syncFolder(path: string): void {
    this.#folder(path)
    for (const change of this.#pending) if (change.folder === path) apply(this.#durable, change)
    this.#pending = this.#pending.filter((change) => change.folder !== path)
  }

  /** Paths of all files, sorted. */
  files(): string[] {
    return [...this.#entries].flatMap(([path, entry]) => (entry.kind === 'file' ? [path] : [])).sort()
  }

  /** The bytes of a file, a copy. */
  bytes(path: string): Buffer {
    return Buffer.from(this.file(path).content)
  }

  /** Puts a file there from outside, durable at once: a restored backup, a damaged file, somebody else's. */
  put(path: string, bytes: Uint8Array, modified = 0): void {
    this.makeFolder(dirname(path))
    const content = Buffer.from(bytes)
    const entry: Entry = { kind: 'file', file: { content, synced: content, mode: 0o600, modified } }
    this.#entries.set(path, entry)
    this.settle()
  }

  /** Takes a file away from outside, durably. */
  drop(path: string): void {
    this.remove(path)
    this.settle()
  }

  /** Everything a reader sees becomes durable, as after a quiet minute. */
  settle(): void {
    for (const entry of this.#entries.values()) if (entry.kind === 'file') entry.file.synced = entry.file.content
    this.#durable = new Map(this.#entries)
    this.#pending = []
  }

  /** The same disk as another machine would find it: all that was written, nothing shared with this one. */
  copy(): FakeDisk {
    return FakeDisk.#from(this.#entries, (file) => file.content)
  }

  /**
   * What is there when the power comes back. Names that were not flushed are kept or lost one by one or from some point
   * on; bytes that were not flushed are there, missing, cut short, or zeros. `chance` gives numbers from 0 up to 1.
   */
  powerCut(chance: () => number, { names, bytes }: Outage = {}): FakeDisk {
    const entries = new Map(this.#durable)
    const inOrder = chance() < 0.5
    const upTo = Math.floor(chance() * (this.#pending.length + 1))
    const survives = (index: number) => (inOrder ? index < upTo : chance() < 0.5)
    this.#pending.forEach((change, index) => {
      if (names === undefined ? survives(index) : names === 'kept') apply(entries, change)
    })
    const reachable = [...entries].filter(([path]) => ancestors(path).every((folder) => entries.has(folder)))
    return FakeDisk.#from(new Map(reachable), (file) => survivingBytes(file, bytes, chance))
  }

  static #from(entries: ReadonlyMap<string, Entry>, bytesOf: (file: FakeFile) => Buffer): FakeDisk {
    const disk = new FakeDisk([])
    const files = new Map<FakeFile, FakeFile>()
    for (const [path, entry] of entries) {
      if (entry.kind === 'folder') {
        disk.#entries.set(path, entry)
        continue
      }
      // A file with two names stays one file.
      let file = files.get(entry.file)
      if (file === undefined) {
        const content = Buffer.from(bytesOf(entry.file))
        file = { ...entry.file, content, synced: content }
        files.set(entry.file, file)
      }
      disk.#entries.set(path, { kind: 'file', file })
    }
    disk.settle()
    return disk
  }
}

function apply(entries: Map<string, Entry>, change: PendingChange): void {
  if (change.unset !== undefined) entries.delete(change.unset)
  if (change.set !== undefined) entries.set(...change.set)
}

function ancestors(path: string): string[] {
  const above: string[] = []
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) above.push(folder)
  return above
}

function survivingBytes(file: FakeFile, bytes: Outage['bytes'], chance: () => number): Buffer {
  if (file.synced?.equals(file.content) === true) return file.content
  switch (bytes ?? (['kept', 'lost', 'short', 'zeros'] as const)[Math.floor(chance() * 4)]!) {
    case 'kept':
      return file.content
    case 'lost':
      return file.synced ?? Buffer.alloc(0)
    case 'short':
      return file.content.subarray(0, Math.floor(chance() * file.content.length))
    case 'zeros':
      return Buffer.alloc(file.content.length)
  }
}
