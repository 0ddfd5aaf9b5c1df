import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ScanOrder, ScanResult } from '#main/ports/scanner'
import { Needles } from '#main/scan/needles'
import { gitlab, other, ScanWorld, secret } from './kit.ts'

let world: ScanWorld

beforeEach(() => {
  world = new ScanWorld()
})

const run = (change?: Partial<ScanOrder>, needles?: readonly string[]) => world.run(change, needles)
const put = (files: Readonly<Record<string, string | null>>) => world.put(files)
const paths = ({ needles }: ScanResult) => needles.map(({ path }) => path)

describe('a scan of a folder', () => {
  it('names a file whose name is no text, and a folder that is too deep', () => {
    const [odd, deep] = ['/files/caf\ufffd.env', `/files${'/a'.repeat(201)}`] as const
    put({ [odd]: secret, [`${deep}/b`]: secret })
    const read = world.disk.read.bind(world.disk)
    vi.spyOn(world.disk, 'read').mockImplementation((path, buffer) => read(path === odd ? '/none' : path, buffer))
    expect(run()).toMatchObject({ unreadable: 2, leftOut: [{ path: odd }, { path: deep }] })
  })

  it('tells in which file, on which line and where a secret stands, as often as it does', () => {
    put({ '/files/a/.env': `# mine\nA=1\nTOKEN="${secret}"\nAGAIN=${secret}\n`, '/files/b.txt': 'nothing' })
    const result = run()
    expect(result).toMatchObject({ ended: 'whole', files: 2 })
    expect(result.needles).toEqual([{ needle: 0, path: '/files/a/.env', lines: [3, 4], times: 2 }])
  })

  it.each([
    ['base64 with a name before it', Buffer.from(`oauth2:${secret}`).toString('base64')],
    ['base64 of the secret alone', Buffer.from(secret).toString('base64')],
    ['base64 with a longer name', Buffer.from(`ada@example.com:${secret}\n`).toString('base64')],
  ])('finds a secret in %s', (_how, text) => {
    put({ '/files/config.json': `{"auths":{"registry.example":{"auth":"${text}"}}}` })
    expect(run().needles).toEqual([{ needle: 0, path: '/files/config.json', lines: [1], times: 1 }])
  })

  it.each(['', 'a:', 'ab:'])('finds one of twelve signs in base64, behind “%s” too', (before) => {
    put({ '/files/a': Buffer.from(`${before}EXAMPLE12345`).toString('base64') })
    expect(paths(run({}, ['EXAMPLE12345']))).toEqual(['/files/a'])
  })

  it('finds one in a URL and in quotes, where its signs are written in another way', () => {
    put({
      '/files/.git-credentials': 'https://ada:p%40ss%2Fword%22EXAMPLE@git.example',
      '/files/a.json': '{"a":"p@ss/word\\"EXAMPLE"}',
    })
    expect(run({}, ['p@ss/word"EXAMPLE']).needles).toMatchObject([
      { path: '/files/.git-credentials' },
      { path: '/files/a.json' },
    ])
  })

  it('takes a short secret only where it stands alone', () => {
    put({ '/files/a': 'x=EXAMPLE12;', '/files/b': 'myEXAMPLE123' })
    expect(paths(run({}, ['EXAMPLE12']))).toEqual(['/files/a'])
  })

  it('reads text in UTF-16, and tells where in the file it stands', () => {
    const text = `\ufeff\r\nTOKEN=${secret} ${other}\r\n`
    put({ '/files/little.txt': Buffer.from(text, 'utf16le').toString('latin1') })
    put({ '/files/big.txt': Buffer.from(text, 'utf16le').swap16().toString('latin1') })
    const result = run({ shapes: [gitlab] })
    expect(result.needles).toMatchObject([{ lines: [2] }, { lines: [2] }])
    const at = { offset: 2 * text.indexOf(other), length: 2 * other.length, line: 2 }
    expect(result.shapes).toMatchObject([at, at])
  })

  it('leaves out what is no text, and counts it', () => {
    put({ '/files/a.png': `\0${secret}`, '/files/b': secret })
    expect(run()).toMatchObject({ files: 1, binary: 1 })
  })

  it('counts and names what is too large or cannot be read', () => {
    put({ '/files/large': `${secret}${'x'.repeat(1000)}`, '/files/secret': null, '/files/b': secret })
    const result = run()
    expect(result).toMatchObject({ files: 1, large: 1, unreadable: 1 })
    expect(result.leftOut).toEqual([
      { path: '/files/large', why: 'large' },
      { path: '/files/secret', why: 'unreadable' },
    ])
  })

  it('reads a file to the last byte that it may have', () => {
    put({ '/files/a': secret.padStart(1000) })
    expect(run().needles).toHaveLength(1)
  })

  it('says that a chosen folder is not there', () => {
    put({ '/files/a': secret })
    expect(run({ folders: ['/gone', '/files/a'] }).leftOut).toEqual([
      { path: '/gone', why: 'missing' },
      { path: '/files/a', why: 'not-a-folder' },
    ])
  })

  it('follows no link, and counts it', () => {
    put({ '/elsewhere/a': secret, '/files/b': '' })
    world.disk.links.set('/files/link', '/elsewhere')
    world.disk.links.set('/files/file', '/elsewhere/a')
    expect(run()).toMatchObject({ links: 2, needles: [] })
  })

  it('looks into a folder once that is chosen twice, by another name or inside another one', () => {
    put({ '/files/in/a': secret })
    world.disk.links.set('/same', '/files')
    expect(run({ folders: ['/files', '/same', '/files/in'] }).needles).toHaveLength(1)
  })

  it('does not enter what it is told not to', () => {
    put({ '/files/vault/a': secret, '/files/b': secret })
    expect(paths(run({ except: ['/files/vault', '/gone'] }))).toEqual(['/files/b'])
  })
})

describe('ignore files', () => {
  it('leave out files and folders, from their own folder down, and a deeper one has the last word', () => {
    put({
      '/files/.gitignore': 'build/\n*.log\n/only-here\n',
      '/files/build/a': secret,
      '/files/x.log': secret,
      '/files/only-here': secret,
      '/files/sub/only-here': secret,
      '/files/sub/.gitignore': '!kept.log',
      '/files/sub/kept.log': secret,
      '/files/sub/other.log': secret,
    })
    const result = run()
    expect(paths(result)).toEqual(['/files/sub/only-here', '/files/sub/kept.log'])
    expect(result.ignored).toBe(4)
    expect(world.disk.looked).not.toContain('/files/build/a')
  })

  it('never leave out the files that tools keep their secrets in', () => {
    put({ '/files/.gitignore': '*', '/files/.env.local': secret, '/files/.npmrc': secret, '/files/notes': secret })
    expect(paths(run())).toEqual(['/files/.env.local', '/files/.npmrc'])
  })

  it('leave out nothing when the person wants all', () => {
    put({ '/files/.gitignore': '*', '/files/a/notes': secret })
    expect(paths(run({ alsoIgnored: true }))).toEqual(['/files/a/notes'])
  })

  it('of git’s own folder only the configuration is looked into', () => {
    put({ '/files/.git/config': `url = https://ada:${secret}@git.example`, '/files/.git/objects/ab': secret })
    expect(paths(run())).toEqual(['/files/.git/config'])
  })
})

describe('well-known files', () => {
  it('and folders need not be there', () => {
    put({ '/home/.config/gh/hosts.yml': secret })
    const result = run({ folders: [], maybe: ['/home/.config', '/gone'], files: ['/home/.npmrc'] })
    expect(result).toMatchObject({ unreadable: 0, leftOut: [], needles: [{ path: '/home/.config/gh/hosts.yml' }] })
  })

  it('are looked into by the name that leads to them, once, also in a folder', () => {
    put({ '/files/dotfiles/npmrc': secret, '/home/.env.prod': secret, '/home/notes': secret })
    world.disk.links.set('/home/.npmrc', '/files/dotfiles/npmrc')
    const files = ['/home/.npmrc', '/home/.netrc']
    expect(paths(run({ files, named: [{ folder: '/home', begin: '.env' }] }))).toEqual([
      '/home/.npmrc',
      '/home/.env.prod',
    ])
  })
})

describe('what a scan had in its memory', () => {
  it.each([
    ['ends', () => undefined],
    [
      'breaks down',
      () => {
        throw new TypeError('broken')
      },
    ],
  ])('is overwritten when it %s', (_how, after) => {
    put({ '/files/a': `\ufeff${secret}`, '/files/b': Buffer.from(`\ufeff${secret}`, 'utf16le').toString('latin1') })
    const buffers = new Set<Uint8Array>()
    const wiped = vi.spyOn(Needles.prototype, 'wipe')
    const searched = vi.spyOn(Needles.prototype, 'search').mockImplementation((text) => {
      buffers.add(text)
      if (buffers.size === 2) after()
    })
    try {
      run({ shapes: [gitlab] })
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
    }
    expect(buffers.size).toBe(2)
    for (const buffer of buffers) expect(buffer.every((byte) => byte === 0)).toBe(true)
    expect(wiped.mock.contexts).toContain(searched.mock.contexts[0])
  })
})

describe('what ends a scan before its end', () => {
  it('gives what was found until then when it is stopped', () => {
    put({ '/files/a': secret, '/files/b': secret })
    world.turn.isStopped = () => world.disk.looked.length > 0
    expect(run()).toMatchObject({ ended: 'stopped', files: 1, needles: [{ path: '/files/a' }] })
  })

  it('gives what was found until then when its time is over', () => {
    put({ '/files/a': secret, '/files/b': secret })
    let now = 0
    world.turn.now = () => (now += 300)
    expect(run().ended).toBe('time')
  })

  it('gives no more than it may, and says so', () => {
    put({ '/files/a': secret, '/files/b': secret, '/files/c': secret, '/files/d': '' })
    const result = run({ limits: { fileBytes: 1000, milliseconds: 1000, found: 2, lines: 20 } })
    expect(result).toMatchObject({ ended: 'found', files: 3 })
    expect(paths(result)).toEqual(['/files/a', '/files/b'])
  })

  it('goes on for what is held when there is too much that only looks like a secret', () => {
    const many = ['1', '2', '3'].map((digit) => other.slice(0, -1) + digit).join(' ')
    put({ '/files/a': many, '/files/b': secret })
    const result = run({ shapes: [gitlab], limits: { fileBytes: 1000, milliseconds: 1000, found: 2, lines: 20 } })
    expect(result).toMatchObject({ ended: 'found', needles: [{ path: '/files/b' }] })
    expect(result.shapes).toHaveLength(2)
  })

  it('tells of so many lines of a file, and how often it is in all', () => {
    put({ '/files/a': `${secret} ${secret}\n`.repeat(5) })
    const result = run({ limits: { fileBytes: 1000, milliseconds: 1000, found: 9, lines: 3 } })
    expect(result.needles).toEqual([{ needle: 0, path: '/files/a', lines: [1, 2, 3], times: 10 }])
  })
})
