import { powerMonitor } from 'electron'
import type { Telling, Tellings } from '#shared/model/locking'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { SystemEvents, SystemListener } from '../../ports/system-events.ts'
import { createOwnIdle } from '../own-idle.ts'
import { LinuxSession, placesOf } from '../node/dbus/linux-session.ts'

interface Options {
  readonly clock: Clock
  readonly log: Log
  /** When the person last used Keyrack's window; null when never. */
  readonly lastInputAt: () => number | null
}

/** What Electron and, on Linux, D-Bus tell of the person. Must be called after Electron is ready. */
export function createSystemEvents({ clock, log, lastInputAt }: Options): SystemEvents {
  const ownIdle = createOwnIdle(() => clock.now(), lastInputAt)
  const isLinux = process.platform === 'linux'
  // A Wayland compositor need not tell how long nobody has touched anything, and what X11 says beside it is of X11 alone.
  const idle: Telling = isLinux && (process.env['WAYLAND_DISPLAY'] ?? '') !== '' ? 'own-window' : 'yes'
  let linux: LinuxSession | null = null

  return {
    idleSeconds: () => (idle === 'yes' ? powerMonitor.getSystemIdleTime() : ownIdle()),
    tellings(): Tellings {
      if (!isLinux) {
        // Windows locks the screen when it goes to another user.
        const userSwitch = process.platform === 'darwin' ? 'yes' : 'with-system-lock'
        return { idle, systemLock: 'yes', suspend: 'yes', userSwitch }
      }
      const looking = { systemLock: 'looking', suspend: 'looking', userSwitch: 'looking' } as const
      return { idle, ...(linux?.tellings() ?? looking) }
    },
    listen(listener) {
      const endElectron = listenToElectron(listener)
      if (isLinux) {
        linux = new LinuxSession({ clock, log }, placesOf(process.env, process.pid), listener)
        void linux.look()
      }
      return () => {
        endElectron()
        linux?.end()
      }
    },
  }
}

function listenToElectron(listener: SystemListener): () => void {
  const locked = (): void => listener.happened('lock')
  const suspended = (): void => listener.happened('suspend')
  const switched = (): void => listener.happened('user-switch')
  powerMonitor.on('lock-screen', locked)
  powerMonitor.on('suspend', suspended)
  // What could not be done before the sleep is done after it.
  powerMonitor.on('resume', suspended)
  powerMonitor.on('user-did-resign-active', switched)
  return () => {
    powerMonitor.off('lock-screen', locked)
    powerMonitor.off('suspend', suspended)
    powerMonitor.off('resume', suspended)
    powerMonitor.off('user-did-resign-active', switched)
  }
}
