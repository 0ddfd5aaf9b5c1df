import type { Caller, Wire } from '#main/ports/wire'

/** The line to a window that is not there: a test calls its channels and reads what was sent. */
export class FakeWire implements Wire {
  readonly sent: { event: string; payload: unknown }[] = []
  readonly #handlers = new Map<string, (caller: Caller, input: unknown) => Promise<unknown>>()

  answer(channel: string, handler: (caller: Caller, input: unknown) => Promise<unknown>): void {
    this.#handlers.set(channel, handler)
  }

  send(event: string, payload: unknown): void {
    this.sent.push({ event, payload })
  }

  get channels(): readonly string[] {
    return [...this.#handlers.keys()]
  }

  /** Calls a channel as the bridge would: input and answer are copied on the way. */
  async call(channel: string, input: unknown, caller: Caller): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (handler === undefined) throw new Error(`no such channel: ${channel}`)
    return structuredClone(await handler(caller, structuredClone(input)))
  }
}
