import type { Signal } from './bus.ts'
import type { SystemEvent } from '../../../ports/system-events.ts'

export const login = 'org.freedesktop.login1'
export const manager = `${login}.Manager`
const loginSession = `${login}.Session`
const properties = 'org.freedesktop.DBus.Properties'

/** The name that any lock screen may take. */
export const commonScreenSaver = 'org.freedesktop.ScreenSaver'

/** Lock screens that tell of themselves; each has one name for its service and its interface. */
export const screenSavers: readonly string[] = [
  commonScreenSaver,
  'org.gnome.ScreenSaver',
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
]

/** Rules for the system bus; `session` is the path of the person's session. */
export function loginRules(session: string | null): string[] {
  const from = `type='signal',sender='${login}'`
  const sleep = `${from},interface='${manager}',member='PrepareForSleep'`
  if (session === null) return [sleep]
  return [
    sleep,
    `${from},path='${session}',interface='${loginSession}',member='Lock'`,
    `${from},path='${session}',interface='${properties}',member='PropertiesChanged'`,
  ]
}

/** Rules for the session bus. */
export function screenSaverRules(): string[] {
  return screenSavers.map((name) => `type='signal',sender='${name}',interface='${name}',member='ActiveChanged'`)
}

/**
 * What a signal means, or null when it means nothing to Keyrack. `session` is the path of the person's session.
 *
 * logind: https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
 */
export function eventOf(signal: Signal, session: string | null): SystemEvent | null {
  const { path, member, body } = signal
  if (signal.interface === manager && member === 'PrepareForSleep') {
    // Sleep is not held back for Keyrack: what could not be done before it is done when it ends.
    return 'suspend'
  }
  if (screenSavers.includes(signal.interface) && member === 'ActiveChanged') return body[0] === true ? 'lock' : null
  if (session === null || path !== session) return null
  if (signal.interface === loginSession && member === 'Lock') return 'lock'
  if (signal.interface === properties && member === 'PropertiesChanged' && body[0] === loginSession) {
    if (changedTo(body[1], 'LockedHint') === true) return 'lock'
    if (changedTo(body[1], 'Active') === false) return 'user-switch'
  }
  return null
}

/** The value that a property changed to: properties come as variants, by name. */
function changedTo(changed: unknown, name: string): unknown {
  const variant = fieldOf(changed, name)
  return fieldOf(variant, 'value')
}

function fieldOf(record: unknown, name: string): unknown {
  return typeof record === 'object' && record !== null ? Reflect.get(record, name) : undefined
}
