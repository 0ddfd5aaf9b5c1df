/** The operating system's process behind the window. */
export interface WindowProcess {
  /**
   * Ends the process, without a last word and without a memory dump, and has another load the page. Resolves when the old
   * one is gone. Never throws.
   */
  renew(): Promise<void>
}
