import type { Likeness, Shaped } from '#shared/rules/recognise'

/** Single files, folders with everything in them, and files of a folder whose names begin in a certain way. */
export interface ScanRoots {
  readonly folders: readonly string[]
  /** Folders that need not be there. */
  readonly maybe: readonly string[]
  /** Links are followed to the file that they lead to. */
  readonly files: readonly string[]
  readonly named: readonly { readonly folder: string; readonly begin: string }[]
}

export interface ScanLimits {
  /** Larger files are left out. */
  readonly fileBytes: number
  readonly milliseconds: number
  /** As much as is told at most, of what is held, in so many files, and of what is not. */
  readonly found: number
  /** Of a needle in a file. */
  readonly lines: number
}

/** What is looked for, and where. */
export interface ScanOrder extends ScanRoots {
  /** Not entered. */
  readonly except: readonly string[]
  /** The bytes of the secrets; the caller overwrites them. Each has as many bytes at least as `shortestNeedle`. */
  readonly needles: readonly Uint8Array[]
  /** How secrets look that are not among the needles; empty to look for none. */
  readonly shapes: readonly Shaped[]
  /** Also what ignore files leave out? */
  readonly alsoIgnored: boolean
  readonly limits: ScanLimits
}

/** Shorter secrets would be found where they are not. */
export const shortestNeedle = 8

/** Where in a file something stands. */
export interface Spot {
  /** A path as it was ordered, or under a folder as it really is. */
  readonly path: string
  /** The first is 1. */
  readonly line: number
  /** In bytes from the begin of the file. */
  readonly offset: number
  readonly length: number
}

/** A needle in a file. */
export interface FoundNeedle {
  readonly needle: number
  readonly path: string
  /** The first of them; `times`: how often it stands there in all, in whatever writing. */
  readonly lines: readonly number[]
  readonly times: number
}

export interface FoundShape extends Spot, Likeness {
  /** What all values of that kind begin with: nothing of the secret itself. */
  readonly prefix: string
  /** Equal for equal values of one run. */
  readonly same: number
}

export type WhyLeftOut = 'large' | 'unreadable' | 'missing' | 'not-a-folder'

export interface ScanCounts {
  readonly files: number
  readonly bytes: number
  readonly binary: number
  readonly large: number
  /** Files and folders that an ignore file names; of a folder nobody knows how many files it has. */
  readonly ignored: number
  /** Links in folders: what they lead to is looked at only where it is. */
  readonly links: number
  readonly unreadable: number
}

/** `whole`: everything was looked at; `found`: there was more than may be told; else what ended it before. */
export type ScanEnd = 'whole' | 'stopped' | 'time' | 'found'

export interface ScanResult extends ScanCounts {
  readonly ended: ScanEnd
  readonly needles: readonly FoundNeedle[]
  readonly shapes: readonly FoundShape[]
  /** Some of what could not be read, by name; the counts have all. */
  readonly leftOut: readonly { readonly path: string; readonly why: WhyLeftOut }[]
}

/** Looks into files for secrets, beside the app: nothing here waits for it. */
export interface Scanner {
  /**
   * Gives what there is also when `signal` stops it. No byte of a needle is in memory here, beside those of the order, when
   * it resolves. Throws Failure('internal') when it broke down.
   */
  scan(order: ScanOrder, told: (counts: ScanCounts) => void, signal: AbortSignal): Promise<ScanResult>
}
