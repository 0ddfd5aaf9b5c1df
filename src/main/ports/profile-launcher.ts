/** Starts Keyrack once more, with another vault, as a process of its own. */
export interface ProfileLauncher {
  /**
   * Starts Keyrack with the vault of this name. Where it is open already, that window comes to the front instead. Resolves
   * when the start has not failed within a moment. Throws Failure('internal') with the system's or the exit code.
   */
  launch(name: string): Promise<void>
}
