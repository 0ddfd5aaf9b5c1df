import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { VaultChoice } from '#shared/model/vault'
import { systemClock } from '#main/adapters/node/clock'
import { createFileSystem } from '#main/adapters/node/file-system'
import { findProfile } from '#main/adapters/node/profile-folder'
import { systemRandom } from '#main/adapters/node/random'
import { Secret } from '#main/ports/secret'
import { createVault } from '#main/vault/index'
import { FakeLog } from '#test/support/fake-log'
import { FakeSealer } from '#test/support/fake-sealer'
import { defaultProfile } from '#shared/rules/profile-name'
import { entry, environment, folder, keyrack, passphrase } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'

/** A vault that the app has made with the keystore of the OS. */
async function vaultOfTheApp(choice: VaultChoice): Promise<string> {
  const data = await folder()
  const ports = {
    fs: createFileSystem(),
    clock: systemClock,
    random: systemRandom,
    sealer: new FakeSealer(),
    log: new FakeLog(),
  }
  const vault = createVault(ports, { folder: join(findProfile(data, defaultProfile).folder, 'vault'), purpose: 'real' })
  await vault.open()
  if (vault.state().kind === 'none') await vault.create(choice, choice === 'os' ? null : new Secret(passphrase))
  await vault.close()
  return data
}

describe('a vault that needs the keystore of the OS', () => {
  it.each(['os', 'os-passphrase'] as const)('exits 4 and says where to make another key (%s)', async (choice) => {
    const data = await vaultOfTheApp(choice)
    const { exit, out, err } = await keyrack(['list', '--data', data], { env: { KEYRACK_PASSPHRASE: passphrase } })
    expect({ exit, out }).toEqual({ exit: 4, out: '' })
    expect(err).toContain('keystore of this computer')
    expect(err).toContain('Settings, Protection')
    expect(err.split('\n')).toHaveLength(2)
  })
})

describe('copying', () => {
  it('gives the secret to the program of the clipboard by no argument, and clears it when interrupted', async () => {
    const { data, run } = await filledVault(await startWorld())
    const made = await run(['create', '--account', 'Ada', '--name', 'to-copy', '--expires', '30d'])
    expect(made.exit).toBe(0)
    const secret = (await run(['reveal', 'to-copy', '--stdout'])).out.trimEnd()
    const tools = await folder()
    await mkdir(join(tools, 'bin'))
    const [board, calls] = [join(tools, 'board'), join(tools, 'calls')]
    // Also what it was started with: nobody else may read the key of the vault there. Nothing but the shell, which is quick.
    const xclip = [
      '#!/bin/sh',
      `{ echo "$@"; export -p; } >> '${calls}'`,
      `case $* in *-in) IFS= read -r value; printf %s "$value" > '${board}' ;;`,
      `*) IFS= read -r value < '${board}'; printf %s "$value" ;; esac`,
    ]
    await writeFile(join(tools, 'bin', 'xclip'), `${xclip.join('\n')}\n`, { mode: 0o755 })
    const child = spawn(process.execPath, [entry, 'copy', 'to-copy', '--data', data], {
      env: environment({
        PATH: `${join(tools, 'bin')}:${process.env['PATH'] ?? ''}`,
        DISPLAY: ':99',
        KEYRACK_PASSPHRASE: passphrase,
      }),
    })
    let err = ''
    const isTold = new Promise<void>((resolve) =>
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        err += chunk
        if (err.includes('Ctrl+C')) resolve()
      }),
    )
    const closed = new Promise((resolve) => child.once('close', resolve))
    await Promise.race([isTold, closed])
    expect(err).toContain('“to-copy” is on the clipboard')
    expect(await readFile(board, 'utf8')).toBe(secret)
    child.kill('SIGINT')
    expect(await closed).toBe(130)
    expect(await readFile(board, 'utf8')).toBe('')
    expect(err).not.toContain(secret)
    const seen = await readFile(calls, 'utf8')
    expect(seen).toContain('-selection clipboard')
    for (const word of [secret, passphrase, 'KEYRACK']) expect(seen).not.toContain(word)
  })

  it('exits 1 where there is no program for it', async () => {
    const { run } = await filledVault(await startWorld())
    await run(['create', '--account', 'Ada', '--name', 'to-copy', '--expires', '30d'])
    const copied = await run(['copy', 'to-copy'], { env: { PATH: await folder(), DISPLAY: ':99' } })
    expect(copied).toMatchObject({ exit: 1, out: '' })
    expect(copied.err).toMatch(/^keyrack: .*clipboard/i)
  })
})

describe('when several things are wrong', () => {
  it('a vault that does not open comes before a provider that does not answer, and that before findings', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    const audit = ['audit', '--policy', 'strict', '--fail-on', 'low']
    expect(await run(audit)).toMatchObject({ exit: 3 })
    await world.pulumi.close()
    expect(await run([...audit, '--refresh'])).toMatchObject({ exit: 5 })
    const env = { KEYRACK_PASSPHRASE: 'EXAMPLE-of-a-wrong-one' }
    expect(await run([...audit, '--refresh'], { env })).toMatchObject({ exit: 4, out: '' })
  })
})
