/** The process that Keyrack runs in, and whether others of this computer are there. */
export interface OwnProcess {
  readonly pid: number
  /** What this computer is called. */
  readonly machine: string
  /** Is there a process of this number on this computer? Never throws; true where that cannot be told. */
  isRunning(pid: number): boolean
}
