/** One target of the DevTools protocol: a page, a browser, or a Node process. */
export interface Target {
  /** Sends a command and gives its result. Rejects with the protocol's message, and when the line is cut. */
  send<T = unknown>(method: string, params?: object): Promise<T>
  /** Calls `listener` with the parameters of each event; gives the function that ends it. */
  on(method: string, listener: (params: Record<string, unknown>) => void): () => void
}

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: Record<string, unknown>
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * A line that speaks the DevTools protocol. Playwright speaks it too, but loads a module of its own into main and waits
 * for more than a person does: what is measured here is the bare program.
 */
export class Line {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Map<string, Set<(params: Record<string, unknown>) => void>>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      this.#take(JSON.parse(String(data)) as Message)
    })
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The DevTools line was cut.'))
      this.#waiting.clear()
    })
  }

  static connect(url: string): Promise<Line> {
    const socket = new WebSocket(url)
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new Line(socket)))
      socket.addEventListener('error', () => reject(new Error(`Nothing answers at ${url}`)))
    })
  }

  /** The target at the other end, or one of its sessions. */
  target(sessionId?: string): Target {
    return {
      send: <T>(method: string, params: object = {}) => this.#send(method, params, sessionId) as Promise<T>,
      on: (method, listener) => {
        const key = keyOf(method, sessionId)
        const listeners = this.#listeners.get(key) ?? new Set()
        this.#listeners.set(key, listeners.add(listener))
        return () => listeners.delete(listener)
      },
    }
  }

  close(): void {
    this.#socket.close()
  }

  #send(method: string, params: object, sessionId: string | undefined): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }))
    })
  }

  #take({ id, sessionId, method, params, result, error }: Message): void {
    if (method !== undefined) {
      for (const listener of this.#listeners.get(keyOf(method, sessionId)) ?? []) listener(params ?? {})
      return
    }
    const waiting = id === undefined ? undefined : this.#waiting.get(id)
    if (id === undefined || waiting === undefined) return
    this.#waiting.delete(id)
    if (error === undefined) waiting.resolve(result)
    else waiting.reject(new Error(error.message))
  }
}

function keyOf(method: string, sessionId: string | undefined): string {
  return `${sessionId ?? ''} ${method}`
}

/** Evaluates an expression, waits for it where it is a promise, and gives its value. Throws what it threw, as text. */
export async function evaluate<T>(target: Target, expression: string): Promise<T> {
  const { result, exceptionDetails } = await target.send<{
    result: { value?: unknown }
    exceptionDetails?: { text: string; exception?: { description?: string } }
  }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
  if (exceptionDetails !== undefined) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }
  return result.value as T
}
