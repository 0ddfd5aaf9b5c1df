import type { EventEmitter } from 'node:events'
import type { Message, MessageBus } from '@jellybrick/dbus-next'
import type { Clock } from '../../../ports/clock.ts'
import { inTime } from '../../../ports/in-time.ts'

/** A bus that does not answer by then counts as not there. */
const limitMs = 5_000

/** Which method of which object of which service. */
export interface Method {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: unknown[]
}

export interface Signal {
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** A connection to a message bus. */
export interface Bus {
  /** Gives what the method answers. Throws when it answers with an error or not at all. */
  call(method: Method): Promise<readonly unknown[]>
  /** Has the bus send the signals that fit the rule. Throws when it refuses. */
  match(rule: string): Promise<void>
  hasOwner(name: string): Promise<boolean>
  close(): void
}

const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const

/**
 * Connects to the bus at a D-Bus address and calls `onSignal` for each signal that was asked for. Throws when there is no
 * bus, or none on a socket of this computer.
 */
export async function connectBus(address: string, clock: Clock, onSignal: (signal: Signal) => void): Promise<Bus> {
  // Other kinds of address reach other computers, or run a program.
  if (!address.split(';').every((one) => one.startsWith('unix:'))) throw new Error('no bus on a local socket')
  // Loaded where there is a bus only.
  const dbus = await import('@jellybrick/dbus-next')
  const connection = dbus.sessionBus({ busAddress: address })
  const bus = overConnection(connection, (method) => new dbus.Message(method), clock)
  connection.on('message', (message) => {
    if (message.type === dbus.MessageType.SIGNAL) onSignal(message)
  })
  try {
    await connected(connection, clock)
    return bus
  } catch (error) {
    bus.close()
    throw error
  }
}

async function connected(connection: EventEmitter, clock: Clock): Promise<void> {
  const end = Promise.withResolvers<undefined>()
  // Stays: an error later on, without a listener, would end the whole app. Calls that fail tell of it.
  connection.on('error', (error: Error) => end.reject(error))
  connection.once('connect', () => end.resolve(undefined))
  await answered(end.promise, clock)
}

function overConnection(connection: MessageBus, messageOf: (method: Method) => Message, clock: Clock): Bus {
  const call = async (method: Method): Promise<readonly unknown[]> => {
    const answer = await answered(connection.call(messageOf(method)), clock)
    return answer?.body ?? []
  }
  return {
    call,
    async match(rule) {
      await call({ ...daemon, member: 'AddMatch', signature: 's', body: [rule] })
    },
    async hasOwner(name) {
      const [owned] = await call({ ...daemon, member: 'NameHasOwner', signature: 's', body: [name] })
      return owned === true
    },
    close() {
      connection.disconnect()
    },
  }
}

/** The library waits for ever when a connection breaks. */
function answered<T>(work: Promise<T>, clock: Clock): Promise<T> {
  return inTime(clock, limitMs, work, () => {
    throw new Error('the bus did not answer')
  })
}
