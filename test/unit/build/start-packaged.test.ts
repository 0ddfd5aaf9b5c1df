import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startPackaged } from '#build/testing/start-packaged'
import { temporaryFolder } from './temporary-folder.ts'

const refusal = "echo 'Keyrack needs Electron 42.4.1 or newer and this is another.' >&2; exit 78"

/** Starts a shell script in the place of a packaged app. */
function start(script: string, version = '33.4.11'): Promise<string> {
  const scratch = temporaryFolder()
  const executable = join(scratch, 'app')
  writeFileSync(executable, `#!/bin/sh\n${script}\n`)
  chmodSync(executable, 0o755)
  const electron = { path: executable, folder: scratch, version, kind: 'test-runtime' } as const
  return startPackaged({ executable, electron, env: {}, scratch })
}

describe('starting a packaged app', () => {
  it('takes the refusal of an Electron that is too old as its start, and says so', async () => {
    expect(await start(refusal)).toContain('refuses in one sentence')
  })

  it('does not accept that refusal on an Electron that is new enough', async () => {
    await expect(start(refusal, '42.4.1')).rejects.toThrow('although 42.4.1 is enough')
    await expect(start(refusal, '45.4.1')).rejects.toThrow('although 42.4.1 is enough')
  })

  it.each([
    ['another exit code', refusal.replace('78', '1')],
    ['another sentence', 'echo no >&2; exit 78'],
    ['a silent end', 'exit 0'],
  ])('does not accept %s', async (_what, script) => {
    await expect(start(script)).rejects.toThrow('before a window came up')
  })

  it.each([
    ['NODE_OPTIONS', '[ -z "$NODE_OPTIONS" ] || echo INTRUDER RUNS >&2'],
    ['--inspect', 'case " $* " in *" --inspect=0 "*) echo "Debugger listening on ws://" >&2;; esac'],
  ])('sees that %s lets code in', async (_what, script) => {
    await expect(start(`${script}; ${refusal}`)).rejects.toThrow('it runs code from outside')
  })
})
