import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Memory of a program and all its processes, in bytes. */
export interface ResidentMemory {
  /** Resident pages; one that several processes share counts in each of them. */
  readonly rss: number
  /** The same, with each shared page divided among those that share it. */
  readonly pss: number
  readonly processes: number
}

/**
 * Reads the memory of a process and everything that descends from it, from Linux's /proc.
 * @throws where there is no /proc.
 */
export async function memoryOf(pid: number): Promise<ResidentMemory> {
  const pids = descendants(pid, await parents())
  const all = await Promise.all(
    pids.map(async (one) => readRollup(await readFile(`/proc/${one}/smaps_rollup`, 'utf8'))),
  )
  const sum = (of: 'rss' | 'pss') => all.reduce((total, one) => total + one[of], 0)
  return { rss: sum('rss'), pss: sum('pss'), processes: all.length }
}

/** Reads `Rss` and `Pss` of a `smaps_rollup` file (man 5 proc_pid_smaps), in bytes. */
export function readRollup(text: string): { readonly rss: number; readonly pss: number } {
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? Number.NaN)
  return { rss: kilobytes('Rss') * 1024, pss: kilobytes('Pss') * 1024 }
}

/** A process and all below it; `parents` is the parent of each process. */
export function descendants(pid: number, parents: ReadonlyMap<number, number>): number[] {
  const found = [pid]
  for (const one of found) {
    for (const [child, parent] of parents) if (parent === one) found.push(child)
  }
  return found
}

/** The parent in a `/proc/<pid>/stat` line. The program's name in it may hold spaces and brackets (man 5 proc_pid_stat). */
export function readParent(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

async function parents(): Promise<ReadonlyMap<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = new Map<number, number>()
  for (const pid of pids) {
    // A process that ends meanwhile is none of ours.
    const stat = await readFile(join('/proc', pid, 'stat'), 'utf8').catch(() => null)
    if (stat !== null) found.set(Number(pid), readParent(stat))
  }
  return found
}
