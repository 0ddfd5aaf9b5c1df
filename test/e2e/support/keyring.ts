import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A session bus with an unlocked GNOME Keyring of its own. */
export interface Keyring {
  /** For the app that shall find it. */
  readonly env: Record<string, string>
  readonly args: string[]
  /** From now on the keyring takes calls and answers none of them. */
  pause(): void
  /** It goes on, and answers what was asked meanwhile. */
  resume(): void
  close(): void
}

/** Why there can be no keyring here, or undefined. */
export function noKeyringReason(): string | undefined {
  const missing = ['dbus-daemon', 'gnome-keyring-daemon'].filter((name) => spawnSync('which', [name]).status !== 0)
  if (process.platform !== 'linux') return 'GNOME Keyring is on Linux only'
  return missing.length === 0
    ? undefined
    : `${missing.join(' and ')} not found: install the packages dbus and gnome-keyring`
}

/** Starts a session bus and a keyring whose files lie under `folder`, unlocked with a password of this run. */
export async function startKeyring(folder: string): Promise<Keyring> {
  const home = join(folder, 'home')
  const runtime = join(folder, 'runtime')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  const base = { ...process.env, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: join(home, 'data') }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await firstLine(bus)
  const env = {
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, 'data'),
    DBUS_SESSION_BUS_ADDRESS: address,
  }
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...base, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  daemon.stdin.end('EXAMPLE-password\n')
  await owned(env)
  return {
    env,
    args: ['--password-store=gnome-libsecret'],
    pause: () => void daemon.kill('SIGSTOP'),
    resume: () => void daemon.kill('SIGCONT'),
    close() {
      daemon.kill('SIGCONT')
      daemon.kill()
      bus.kill()
    },
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('dbus-daemon said nothing')
}

/**
 * Waits until the daemon owns the Secret Service's name. The bus is asked, not the service: a call to the service would
 * have the bus start a second daemon, one that nobody unlocks.
 */
async function owned(env: Record<string, string>): Promise<void> {
  const bus = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const call = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets']
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = spawnSync('dbus-send', [...bus, ...call], { env: { ...process.env, ...env }, encoding: 'utf8' })
    if (answer.stdout.includes('boolean true')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the keyring did not come up')
}
