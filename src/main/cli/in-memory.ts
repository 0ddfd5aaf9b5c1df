import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { defaultProfile } from '#shared/rules/profile-name'
import { start, type Adapters } from '../app/start.ts'
import type { FileSystem } from '../ports/file-system.ts'
import type { Preferences } from '#shared/model/preferences'
import { createAdapters, type Listener } from './adapters.ts'
import { ownPorts } from './own-vault.ts'
import type { Command, Session } from './session.ts'

/**
 * Runs a command on a vault that is in memory only and gone with the process: nothing of it, nor of what a provider says, comes
 * to the disk. Files can be read, such as a policy.
 */
export async function withVaultInMemory(
  command: Command,
  listener: Listener,
  action: (session: Session) => Promise<number>,
): Promise<number> {
  // A folder that nothing else has, and that is never made.
  const folder = join(tmpdir(), `keyrack-in-memory-${randomUUID()}`)
  const place = { name: defaultProfile, folder, base: folder, several: false }
  const usual = createAdapters(place, ownPorts(place), { terminal: command.terminal, listener })
  let preferences: Preferences = defaultPreferences
  const adapters: Adapters = {
    ...usual,
    fs: readOnly(usual.fs, folder),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    preferences: {
      get: () => preferences,
      set: (changes) => {
        preferences = { ...preferences, ...changes }
      },
    },
  }
  const app = start(adapters)
  try {
    await app.open()
    await app.handlers['vault.create']({ choice: 'session', passphrase: null })
    return await action({ ...command, app, context: app.context })
  } finally {
    await app.close()
  }
}

/** The file system without anything that writes, and without anything in `folder`. */
function readOnly(fs: FileSystem, folder: string): FileSystem {
  const fail = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))
  const refuse = () => fail('EROFS')
  const isInside = (path: string) => !relative(folder, path).startsWith('..')
  return {
    list: (path) => (isInside(path) ? fail('ENOENT') : fs.list(path)),
    read: (path, maxBytes) => (isInside(path) ? fail('ENOENT') : fs.read(path, maxBytes)),
    readStart: (path, bytes) => (isInside(path) ? fail('ENOENT') : fs.readStart(path, bytes)),
    stat: (path) => (isInside(path) ? fail('ENOENT') : fs.stat(path)),
    makeFolder: refuse,
    writeNew: refuse,
    link: refuse,
    rename: refuse,
    remove: refuse,
    syncFolder: refuse,
  }
}
