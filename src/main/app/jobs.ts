import { Failure } from '../ports/failure.ts'

/** Calls that a person can cancel, by the name the window gave them. */
export class Jobs {
  readonly #running = new Map<string, AbortController>()
  readonly #ends = new Set<Promise<unknown>>()

  /** Runs `action` as a job. Throws what it throws, and Failure('busy') when a job of this name is running. */
  async run<T>(jobId: string, action: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#running.has(jobId)) throw new Failure('busy')
    const controller = new AbortController()
    this.#running.set(jobId, controller)
    const end = action(controller.signal)
    this.#ends.add(end)
    try {
      return await end
    } finally {
      this.#running.delete(jobId)
      this.#ends.delete(end)
    }
  }

  /** Asks a job to stop; an unknown one has ended already. */
  cancel(jobId: string): void {
    this.#running.get(jobId)?.abort()
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort()
  }

  /** Resolves when all jobs that are running now have ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#ends)
  }
}
