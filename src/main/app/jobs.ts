import { Failure } from '../ports/failure.ts'

/** Calls that a person can cancel, by the name the window gave them. */
export class Jobs {
  readonly #running = new Map<string, AbortController>()

  /** Runs `action` as a job. Throws what it throws, and Failure('busy') when a job of this name is running. */
  async run<T>(jobId: string, action: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#running.has(jobId)) throw new Failure('busy')
    const controller = new AbortController()
    this.#running.set(jobId, controller)
    try {
      return await action(controller.signal)
    } finally {
      this.#running.delete(jobId)
    }
  }

  /** Asks a job to stop; an unknown one has ended already. */
  cancel(jobId: string): void {
    this.#running.get(jobId)?.abort()
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort()
  }
}
