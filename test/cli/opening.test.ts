import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, keyrack, passphrase, saying, vaultFor } from './support/keyrack.ts'

describe('opening a vault', () => {
  it('opens it by the passphrase of the environment, and changes nothing on the disk by reading', async () => {
    const { data, run } = await vaultFor()
    const before = await contents(data)
    const { exit, out, err } = await run(['list', '--format', 'json'])
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual({ format: 'keyrack.tokens/1', tokens: [] })
    expect(exit).toBe(0)
    expect(await contents(data)).toEqual(before)
  })

  it('opens it by a file of one’s own, and by no file that others can read, no link and no pipe', async () => {
    const { data } = await vaultFor()
    const beside = await folder()
    const file = join(beside, 'key')
    const list = (path: string) => keyrack(['list', '--data', data], { env: { KEYRACK_PASSPHRASE_FILE: path } })
    await writeFile(file, `${passphrase}\n`, { mode: 0o600 })
    expect(await list(file)).toMatchObject({ exit: 0 })
    await symlink(file, join(beside, 'link'))
    expect(await list(join(beside, 'link'))).toMatchObject({ exit: 4, err: saying('is a link') })
    await chmod(file, 0o640)
    expect(await list(file)).toMatchObject({ exit: 4, err: saying('can be read by others') })
    expect(await list('/dev/null')).toMatchObject({ exit: 4, err: saying('no regular file') })
    expect(await list(join(beside, 'none'))).toMatchObject({ exit: 4, err: saying('not there') })
  })

  it('opens it by its recovery code, which init wrote into a new file of one’s own', async () => {
    const data = await folder()
    const file = join(await folder(), 'recovery')
    const made = await keyrack(['init', '--data', data, '--recovery-file', file], {
      env: { KEYRACK_PASSPHRASE: passphrase },
    })
    expect(made).toMatchObject({ exit: 0, out: '' })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const code = (await readFile(file, 'utf8')).trim()
    expect(made.err).not.toContain(code)
    expect(await keyrack(['list', '--data', data], { env: { KEYRACK_RECOVERY_CODE_FILE: file } })).toMatchObject({
      exit: 0,
    })
    expect(await keyrack(['list', '--data', data], { env: { KEYRACK_RECOVERY_CODE: code } })).toMatchObject({ exit: 0 })
  })

  it('exits 4 with the wrong passphrase, without a terminal, and where there is no vault, and makes no folder', async () => {
    const { data, run } = await vaultFor()
    const wrong = await run(['list'], { env: { KEYRACK_PASSPHRASE: 'EXAMPLE-of-a-wrong-one' } })
    expect(wrong).toMatchObject({ exit: 4, out: '', err: 'keyrack: The passphrase is wrong.\n' })
    const nobody = await keyrack(['list', '--data', data])
    expect(nobody).toMatchObject({ exit: 4, out: '', err: saying('KEYRACK_PASSPHRASE_FILE') })
    const empty = join(await folder(), 'none')
    const none = await keyrack(['list', '--data', empty], { env: { KEYRACK_PASSPHRASE: passphrase } })
    expect(none).toMatchObject({ exit: 4, out: '', err: saying('keyrack init') })
    await expect(stat(empty)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('never takes a passphrase from standard input', async () => {
    const { data } = await vaultFor()
    expect(await keyrack(['list', '--data', data], { input: `${passphrase}\n` })).toMatchObject({ exit: 4 })
  })

  it('makes no second vault over the first, and no vault with a short passphrase', async () => {
    const { run } = await vaultFor()
    expect(await run(['init'])).toMatchObject({ exit: 2, err: saying('already') })
    const short = await keyrack(['init', '--data', await folder()], { env: { KEYRACK_PASSPHRASE: 'short' } })
    expect(short).toMatchObject({ exit: 2, err: saying('10 characters') })
  })

  it('keeps vaults apart by the name of their profile', async () => {
    const { data, run } = await vaultFor()
    expect(await run(['list', '--profile', 'work'])).toMatchObject({
      exit: 4,
      err: saying('no vault'),
    })
    expect(await run(['init', '--profile', 'work'])).toMatchObject({ exit: 0 })
    expect(await run(['list', '--profile', 'work'])).toMatchObject({ exit: 0 })
    expect(await readdir(join(data, 'profiles'))).toEqual(['work'])
    expect(await run(['list', '--profile', '../x'])).toMatchObject({ exit: 2 })
  })

  it('exits 2 for what it does not know, and shows help on standard output', async () => {
    await mkdir(await folder(), { recursive: true })
    expect(await keyrack(['list', '--what'])).toMatchObject({
      exit: 2,
      out: '',
      err: saying('keyrack: unknown option'),
    })
    expect(await keyrack(['nothing'])).toMatchObject({ exit: 2, out: '' })
    expect(await keyrack(['list', '--expiring', 'soon'])).toMatchObject({ exit: 2, out: '' })
    expect(await keyrack(['--help'])).toMatchObject({ exit: 0, err: '', out: saying('list') })
    expect(await keyrack(['list', '--help'])).toMatchObject({ exit: 0, out: saying('--expiring') })
    expect(await keyrack([])).toMatchObject({ exit: 2 })
  })
})

/** Every file of a folder with its bytes and the time of its change. */
async function contents(data: string): Promise<[string, string, number][]> {
  const names = await readdir(data, { recursive: true, withFileTypes: true })
  const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  return Promise.all(
    files
      .toSorted()
      .map(
        async (path) => [path, await readFile(path, 'base64'), (await stat(path)).mtimeMs] as [string, string, number],
      ),
  )
}
