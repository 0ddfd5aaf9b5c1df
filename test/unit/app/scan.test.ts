import { beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '#shared/contract'
import { AppWorld, failureOf, jobId, settle, until, type Run } from '#test/support/app-world'

let world: AppWorld
let run: Run

beforeEach(async () => {
  world = new AppWorld()
  run = await world.ready()
  run.picker.nextFolder = '/home/ada/code'
})

const files = (entries: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(entries)) world.scanner.disk.files.set(path, text)
}
const stored = async (name: string, value: string): Promise<string> => {
  const token = {
    name,
    service: 'Example',
    serviceUrl: '',
    owner: '',
    expiry: { kind: 'never' as const },
    manageUrl: '',
    notes: '',
  }
  return (await run.call['other.add']({ token, secret: { from: 'field', value } })).tokenId
}
const scan = (change: Partial<Input<'scan.run'>> = {}, id = jobId()) =>
  run.call['scan.run']({ wellKnown: true, alsoIgnored: false, unknown: false, jobId: id, ...change })
const placesOf = (name: string) => run.window.row(name).places ?? []

describe('what is chosen for a scan', () => {
  it('is remembered in the vault and not in clear', async () => {
    expect(await run.call['scan.choices']({})).toEqual({
      folders: [],
      wellKnown: true,
      alsoIgnored: false,
      unknown: true,
    })
    await run.call['scan.addFolder']({})
    await run.call['scan.addFolder']({})
    await scan({ wellKnown: false, alsoIgnored: true })
    await run.app.close()
    run = await world.start()
    const { folders, ...flags } = await run.call['scan.choices']({})
    expect(folders.map(({ path }) => path)).toEqual(['/home/ada/code'])
    expect(flags).toEqual({ wellKnown: false, alsoIgnored: true, unknown: false })
    const onDisk = world.disk
      .files()
      .map((path) => world.disk.bytes(path).toString('latin1'))
      .join()
    expect(onDisk).not.toContain('/home/ada/code')
    expect(JSON.stringify(world.preferences.get())).not.toContain('/home/ada/code')
  })

  it('loses a folder that is taken out, and nothing when no folder is chosen', async () => {
    const { folders } = await run.call['scan.addFolder']({})
    run.picker.nextFolder = null
    expect((await run.call['scan.addFolder']({})).folders).toEqual(folders)
    expect((await run.call['scan.removeFolder']({ id: folders[0]!.id })).folders).toEqual([])
  })
})

describe('a scan', () => {
  it('tells the files that the secrets of tokens are in, by token and file', async () => {
    const tokenId = await stored('deploy', 'EXAMPLE-secret-of-deploy')
    await stored('laptop', 'EXAMPLE-secret-of-laptop')
    await stored('unused', 'EXAMPLE-secret-of-nobody')
    await run.call['scan.addFolder']({})
    files({
      '/home/ada/.npmrc': 'x\n_authToken=EXAMPLE-secret-of-deploy\n',
      '/home/ada/code/a.txt': 'EXAMPLE-secret-of-deploy EXAMPLE-secret-of-deploy\nEXAMPLE-secret-of-laptop',
      '/home/ada/elsewhere': 'EXAMPLE-secret-of-deploy',
    })
    const result = await scan()
    expect(result).toMatchObject({ ended: 'whole', secrets: 3, short: 0, files: 2, unknown: [] })
    const nothing = { accountId: null, isKnown: false }
    expect(result.found.map(({ id: _, ...found }) => found)).toEqual([
      { ...nothing, tokenId, path: '/home/ada/.npmrc', lines: [2], times: 1 },
      { ...nothing, tokenId, path: '/home/ada/code/a.txt', lines: [1], times: 2 },
      {
        ...nothing,
        tokenId: run.window.row('laptop').token.id,
        path: '/home/ada/code/a.txt',
        lines: [2],
        times: 1,
      },
    ])
    expect(JSON.stringify(result)).not.toContain('EXAMPLE-secret')
  })

  it('overwrites the secrets that it opened, also when it breaks down', async () => {
    await stored('deploy', 'EXAMPLE-secret-of-deploy')
    let seen: readonly Uint8Array[] = []
    world.scanner.before = ({ needles }) => {
      seen = needles
      throw new Error('broken')
    }
    expect(await failureOf(scan())).toBe('internal')
    expect(world.scanner.needles).toEqual(['EXAMPLE-secret-of-deploy'])
    expect(seen.map((bytes) => [...bytes].every((byte) => byte === 0))).toEqual([true])
  })

  it('finds what an account signs in with, and takes it for its token where that is known', async () => {
    const value = world.service.person('ada', ['acme'])
    const accountId = await world.account(run, value)
    files({ '/home/ada/.netrc': `password ${value}` })
    expect((await scan()).found).toMatchObject([{ tokenId: null, accountId, path: '/home/ada/.netrc' }])
  })

  it('takes what an account signs in with for its token once that is known', async () => {
    const value = world.service.person('ada', ['acme'])
    const accountId = await world.account(run, value)
    files({ '/home/ada/.netrc': `password ${value}` })
    const own = [...run.window.rows.values()].find(({ token }) => token.accountId === accountId)!
    await run.call['token.ownCredential']({ tokenId: own.token.id, own: 'yes' })
    expect((await scan()).found).toMatchObject([{ tokenId: own.token.id, accountId: null }])
  })

  it('looks for no secret that is too short, and says how many', async () => {
    await stored('short', 'EXAMPLE')
    files({ '/home/ada/.netrc': 'EXAMPLE' })
    expect(await scan()).toMatchObject({ secrets: 0, short: 1, found: [] })
  })

  it('says of a file that is a place of the token already that it is, also where it was typed with a tilde', async () => {
    const tokenId = await stored('deploy', 'EXAMPLE-secret-of-deploy')
    files({ '/home/ada/.npmrc': 'EXAMPLE-secret-of-deploy', '/home/ada/.netrc': 'EXAMPLE-secret-of-deploy' })
    await run.call['place.add']({ tokenId, where: { kind: 'file', path: '~/.npmrc' }, note: '' })
    expect((await scan()).found.map(({ path, isKnown }) => [path, isKnown])).toEqual([
      ['/home/ada/.npmrc', true],
      ['/home/ada/.netrc', false],
    ])
  })

  it('is one at a time, can be stopped, and gives what it found until then', async () => {
    files({ '/home/ada/.npmrc': '' })
    const waiting = Promise.withResolvers<undefined>()
    world.scanner.before = () => waiting.promise
    const id = jobId()
    const first = scan({}, id)
    await until(() => world.scanner.order !== null)
    expect(await failureOf(scan())).toBe('busy')
    await run.call['job.cancel']({ jobId: id })
    waiting.resolve(undefined)
    expect((await first).ended).toBe('stopped')
  })

  it('is stopped when the vault is locked, and nothing of it is kept', async () => {
    await stored('deploy', 'EXAMPLE-secret-of-deploy')
    files({ '/home/ada/.npmrc': 'EXAMPLE-secret-of-deploy' })
    const waiting = Promise.withResolvers<undefined>()
    world.scanner.before = () => waiting.promise
    const scanning = scan()
    await until(() => world.scanner.order !== null)
    const locking = run.call['vault.lock']({})
    await settle()
    waiting.resolve(undefined)
    expect(await scanning).toMatchObject({ ended: 'stopped', found: [] })
    await locking
    expect(run.vault.state().kind).not.toBe('open')
    expect(world.scanner.order?.needles.map((bytes) => [...bytes].every((byte) => byte === 0))).toEqual([true])
  })

  it('does not enter the folder of the vault', async () => {
    await scan()
    expect(world.scanner.order?.except).toEqual(['/profile/vault', '/proc', '/sys', '/dev'])
  })

  it('looks for shapes only when it is asked to, and keeps where they are for who imports them', async () => {
    files({ '/home/ada/.npmrc': '\n_authToken=fake-EXAMPLEabcdefgh12345678' })
    expect((await scan({ unknown: false })).unknown).toEqual([])
    expect(world.scanner.order?.shapes).toEqual([])
    await scan({ unknown: true })
    expect(world.scanner.order?.shapes.map(({ id }) => id)).toContain('fake')
  })
})

describe('finds that are remembered', () => {
  it('become places of their tokens, seen there, in one commit', async () => {
    const tokenId = await stored('deploy', 'EXAMPLE-secret-of-deploy')
    files({ '/home/ada/.npmrc': 'EXAMPLE-secret-of-deploy', '/home/ada/.netrc': 'EXAMPLE-secret-of-deploy' })
    const { scanId, found } = await scan()
    const ids = found.map(({ id }) => id)
    expect(await run.call['scan.remember']({ scanId, found: ids })).toEqual({ added: 2, known: 0, full: 0, odd: 0 })
    const first = placesOf('deploy')
    expect(first.map(({ where }) => ('format' in where ? where.format : null)).sort()).toEqual(['netrc', 'npmrc'])
    const common = { tokenId, where: { kind: 'file' }, note: '', replaced: null, seen: { value: 'current' } }
    expect(first).toMatchObject([common, common])
    expect(await run.call['scan.remember']({ scanId, found: ids })).toEqual({ added: 0, known: 2, full: 0, odd: 0 })
    expect(placesOf('deploy')).toHaveLength(2)
  })

  it('are noted but for those whose path no place can have', async () => {
    await stored('deploy', 'EXAMPLE-secret-of-deploy')
    await run.call['scan.addFolder']({})
    for (const name of ['a\u202eb', 'blank ', 'plain'])
      files({ [`/home/ada/code/${name}`]: 'EXAMPLE-secret-of-deploy' })
    const { scanId, found } = await scan()
    const ids = found.map(({ id }) => id)
    expect(await run.call['scan.remember']({ scanId, found: ids })).toEqual({ added: 1, known: 0, full: 0, odd: 2 })
    expect(placesOf('deploy')).toMatchObject([{ where: { path: '/home/ada/code/plain' } }])
  })

  it('are not noted beyond what a token may have', async () => {
    const tokenId = await stored('deploy', 'EXAMPLE-secret-of-deploy')
    for (let number = 0; number < 199; number += 1) {
      await run.call['place.add']({ tokenId, where: { kind: 'server', name: `build-${number}` }, note: '' })
    }
    files({ '/home/ada/.npmrc': 'EXAMPLE-secret-of-deploy', '/home/ada/.netrc': 'EXAMPLE-secret-of-deploy' })
    const { scanId, found } = await scan()
    const ids = found.map(({ id }) => id)
    expect(await run.call['scan.remember']({ scanId, found: ids })).toEqual({ added: 1, known: 0, full: 1, odd: 0 })
  })

  it('are gone with the next scan, with the vault, and after half an hour', async () => {
    await stored('deploy', 'EXAMPLE-secret-of-deploy')
    files({ '/home/ada/.npmrc': 'EXAMPLE-secret-of-deploy' })
    const remember = (scanId: string, id: string) => failureOf(run.call['scan.remember']({ scanId, found: [id] }))
    const first = await scan()
    const second = await scan()
    const { id } = second.found[0]!
    expect(await remember(first.scanId, id)).toBe('not-found')
    world.clock.advance(30 * 60_000)
    expect(await remember(second.scanId, id)).toBe('not-found')
    const before = await scan()
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect(run.vault.state().kind).toBe('open')
    expect(await remember(before.scanId, id)).toBe('not-found')
    const third = await scan()
    await run.call['scan.drop']({ scanId: third.scanId })
    expect(await remember(third.scanId, id)).toBe('not-found')
  })
})
