import { spawn } from 'node:child_process'
import type { Clock } from '../../ports/clock.ts'
import { Failure } from '../../ports/failure.ts'
import type { ProfileLauncher } from '../../ports/profile-launcher.ts'
import { profileArguments } from './profile-argument.ts'

/** A start that is going to fail has done so by then; one that hands over to a running Keyrack has ended. */
const patienceMs = 1_500

export interface LauncherOptions {
  /** This very program. */
  readonly executable: string
  /** What comes before the name of the vault: the app, where it is not in the program, and what `keptArguments` gives. */
  readonly args: readonly string[]
  readonly clock: Clock
}

/** Starts this program again, detached: it goes on when this process ends, and writes nothing to its output. */
export function createProfileLauncher({ executable, args, clock }: LauncherOptions): ProfileLauncher {
  return {
    launch: (name) =>
      new Promise((resolve, reject) => {
        const child = spawn(executable, [...args, ...profileArguments(name)], {
          detached: true,
          stdio: 'ignore',
          env: environment(process.env),
        })
        const stop = clock.after(patienceMs, resolve)
        child.once('error', (error) => {
          stop()
          reject(notStarted('code' in error ? String(error.code) : 'start'))
        })
        child.once('exit', (code, signal) => {
          stop()
          if (code === 0) resolve()
          else reject(notStarted(code === null ? String(signal) : `exit ${code}`))
        })
        child.unref()
      }),
  }
}

function notStarted(code: string): Failure {
  return new Failure('internal', { code })
}

/** As it was before this process changed it: on some desktops Electron gives itself another name for the desktop. */
function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // The first two would make the next process something other than Keyrack.
  const { ELECTRON_RUN_AS_NODE: _node, NODE_OPTIONS: _options, ...env } = own
  const desktop = env['ORIGINAL_XDG_CURRENT_DESKTOP']
  if (desktop !== undefined) env['XDG_CURRENT_DESKTOP'] = desktop
  return env
}
