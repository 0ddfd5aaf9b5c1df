import type { Telling, Tellings } from '#shared/model/locking'
import type { Clock } from '../../../ports/clock.ts'
import type { Log } from '../../../ports/log.ts'
import type { SystemListener } from '../../../ports/system-events.ts'
import { connectBus, type Bus } from './bus.ts'
import {
  commonScreenSaver,
  eventOf,
  login,
  loginRules,
  manager,
  screenSaverRules,
  screenSavers,
} from './session-signals.ts'

/** Services come and go, and a lost connection says nothing: looked at this often. */
const lookMs = 300_000

export type LinuxTellings = Pick<Tellings, 'systemLock' | 'suspend' | 'userSwitch'>

/** Where to look. */
export interface LinuxPlaces {
  /** Address of the system bus. */
  readonly systemBus: string
  /** Address of the session bus; null when there is none. */
  readonly sessionBus: string | null
  /** The login session that this process was started in, where the environment names it. */
  readonly sessionId: string | null
  readonly pid: number
}

/** The places as the desktop's environment names them. */
export function placesOf(env: NodeJS.ProcessEnv, pid: number): LinuxPlaces {
  const runtime = env['XDG_RUNTIME_DIR']
  return {
    systemBus: env['DBUS_SYSTEM_BUS_ADDRESS'] ?? 'unix:path=/var/run/dbus/system_bus_socket',
    sessionBus: env['DBUS_SESSION_BUS_ADDRESS'] ?? (runtime === undefined ? null : `unix:path=${runtime}/bus`),
    sessionId: env['XDG_SESSION_ID'] ?? null,
    pid,
  }
}

/**
 * Listens on D-Bus for what Electron does not tell on Linux (electron issue 38088): the screen is locked, the computer
 * goes to sleep, another user takes the screen.
 */
export class LinuxSession {
  readonly #clock: Clock
  readonly #log: Log
  readonly #places: LinuxPlaces
  readonly #listener: SystemListener
  #system: Bus | null = null
  #session: Bus | null = null
  /** Path of the person's login session. */
  #path: string | null = null
  /** The bus has the rules for the session of this path, or for none; undefined while it has no rules. */
  #ruled: string | null | undefined = undefined
  #tellings: LinuxTellings = { systemLock: 'looking', suspend: 'looking', userSwitch: 'looking' }
  #stopTimer: (() => void) | null = null
  #ended = false

  constructor(ports: { clock: Clock; log: Log }, places: LinuxPlaces, listener: SystemListener) {
    this.#clock = ports.clock
    this.#log = ports.log
    this.#places = places
    this.#listener = listener
  }

  tellings(): LinuxTellings {
    return this.#tellings
  }

  /** Looks who tells of what, now and every few minutes. Never throws. */
  async look(): Promise<void> {
    this.#stopTimer?.()
    const suspend = await this.#lookAtLogin()
    const screenSaver = await this.#lookAtScreenSavers()
    if (this.#ended) {
      this.#disconnect()
      return
    }
    const userSwitch = suspend === 'yes' && this.#path === null ? 'no-service' : suspend
    this.#stopTimer = this.#clock.after(lookMs, () => void this.look())
    this.#become({ suspend, userSwitch, systemLock: lockTelling(screenSaver, userSwitch) })
  }

  end(): void {
    this.#ended = true
    this.#stopTimer?.()
    this.#disconnect()
  }

  #disconnect(): void {
    this.#system?.close()
    this.#session?.close()
    this.#system = null
    this.#session = null
  }

  #become(tellings: LinuxTellings): void {
    const { systemLock, suspend, userSwitch } = this.#tellings
    this.#tellings = tellings
    if (systemLock === tellings.systemLock && suspend === tellings.suspend && userSwitch === tellings.userSwitch) return
    this.#log.info('what D-Bus tells', { ...tellings })
    this.#listener.tellingsChanged()
  }

  async #lookAtLogin(): Promise<Telling> {
    try {
      const bus = (this.#system ??= await this.#connect(this.#places.systemBus))
      if (!(await bus.hasOwner(login))) return 'no-service'
      this.#path = await this.#findSession(bus)
      if (this.#ruled !== this.#path) for (const rule of loginRules(this.#path)) await bus.match(rule)
      this.#ruled = this.#path
      return 'yes'
    } catch {
      this.#system?.close()
      this.#system = null
      this.#path = null
      this.#ruled = undefined
      return 'no-bus'
    }
  }

  async #lookAtScreenSavers(): Promise<Telling> {
    try {
      if (this.#places.sessionBus === null) return 'no-bus'
      const isNew = this.#session === null
      const bus = (this.#session ??= await this.#connect(this.#places.sessionBus))
      if (isNew) for (const rule of screenSaverRules()) await bus.match(rule)
      for (const name of screenSavers) if ((await bus.hasOwner(name)) && (await isLockScreen(bus, name))) return 'yes'
      return 'no-service'
    } catch {
      this.#session?.close()
      this.#session = null
      return 'no-bus'
    }
  }

  #connect(address: string): Promise<Bus> {
    return connectBus(address, this.#clock, (signal) => {
      const event = eventOf(signal, this.#path)
      if (event !== null && !this.#ended) this.#listener.happened(event)
    })
  }

  /**
   * The login session the person sits at. Desktops start programs outside of it more and more, so when neither the
   * environment nor the process tells, it is the session that shows the user's screen.
   */
  async #findSession(bus: Bus): Promise<string | null> {
    const { sessionId, pid } = this.#places
    const asked = { destination: login, path: '/org/freedesktop/login1', interface: manager }
    const path =
      (sessionId === null
        ? null
        : await answered(bus, { ...asked, member: 'GetSession', signature: 's', body: [sessionId] })) ??
      (await answered(bus, { ...asked, member: 'GetSessionByPID', signature: 'u', body: [pid] }))
    return path ?? (await displayOf(bus))
  }
}

/**
 * Some programs take the common name only to be asked to keep the screen awake, and never lock it: they do not answer
 * whether it is locked.
 */
async function isLockScreen(bus: Bus, name: string): Promise<boolean> {
  if (name !== commonScreenSaver) return true
  for (const path of ['/org/freedesktop/ScreenSaver', '/ScreenSaver']) {
    try {
      const [isActive] = await bus.call({ destination: name, path, interface: name, member: 'GetActive' })
      if (typeof isActive === 'boolean') return true
    } catch {
      // There is nothing at this path, or it does not know.
    }
  }
  return false
}

/** The first thing that a method answers, where that is a path; null when it refuses. */
async function answered(bus: Bus, method: Parameters<Bus['call']>[0]): Promise<string | null> {
  try {
    const [path] = await bus.call(method)
    return typeof path === 'string' ? path : null
  } catch {
    return null
  }
}

async function displayOf(bus: Bus): Promise<string | null> {
  try {
    const [variant] = await bus.call({
      destination: login,
      path: '/org/freedesktop/login1/user/self',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [`${login}.User`, 'Display'],
    })
    // (so): the session's id and its path; "/" when there is none.
    const display: unknown = Reflect.get(Object(variant), 'value')
    const path: unknown = Array.isArray(display) ? display[1] : undefined
    return typeof path === 'string' && path.startsWith('/org/') ? path : null
  } catch {
    return null
  }
}

function lockTelling(screenSaver: Telling, loginSessionTells: Telling): Telling {
  if (screenSaver === 'yes') return 'yes'
  if (loginSessionTells === 'yes') return 'partly'
  return screenSaver === 'no-bus' && loginSessionTells === 'no-bus' ? 'no-bus' : 'no-service'
}
