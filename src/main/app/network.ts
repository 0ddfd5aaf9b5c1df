import type { AppError } from '#shared/model/error'
import type { Clock } from '../ports/clock.ts'

/** One host that cannot be found or does not answer says little while others answered this lately. */
const recentMs = 60_000

/** The origin alone of an address that may be below a path: several instances can share one server. */
export function serverOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address
}

/** Main's judgement of the network, made of how calls end. Starts as online: nothing has failed yet. */
export class Network {
  readonly #clock: Clock
  readonly #changed: () => void
  readonly #reached = new Map<string, number>()
  #online = true

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock
    this.#changed = changed
  }

  get online(): boolean {
    return this.#online
  }

  /** The vault is closed: forgets the origins; whether there is a network is no secret. */
  clear(): void {
    this.#reached.clear()
  }

  /** An answer came from an origin, whatever it said. */
  reached(origin: string): void {
    this.#reached.set(serverOf(origin), this.#clock.now())
    this.#set(true)
  }

  failed(origin: string, error: AppError): void {
    switch (error.kind) {
      case 'offline':
        // With a code it is this one host that refuses or drops the connection.
        if (error.code === undefined || !this.#othersAnswer(origin)) this.#set(false)
        return
      case 'unknown-host':
        if (!this.#othersAnswer(origin)) this.#set(false)
        return
      case 'wrong-token':
      case 'expired-token':
      case 'missing-permission':
      case 'plan-needed':
      case 'expiry-policy':
      case 'name-taken':
      case 'not-found':
      case 'rate-limited':
      case 'server-error':
      case 'broken-body':
        this.reached(origin)
        return
      default:
      // A timeout, a proxy, a certificate, a cancelled call: none of them tells.
    }
  }

  #othersAnswer(origin: string): boolean {
    const now = this.#clock.now()
    const server = serverOf(origin)
    return [...this.#reached].some(([other, at]) => other !== server && now - at < recentMs)
  }

  #set(online: boolean): void {
    if (this.#online === online) return
    this.#online = online
    this.#changed()
  }
}
