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
    const [odd, deep] = ['/work/caf\ufffd.env', `/work${'/a'.repeat(201)}`] as const
    put({ [odd]: secret, [`${deep}/b`]: secret })
    const read = world.disk.read.bind(world.disk)
    vi.spyOn(world.disk, 'read').mockImplementation((path, buffer) => read(path === odd ? '/none' : path, buffer))
    expect(run()).toMatchObject({ unreadable: 2, leftOut: [{ path: odd }, { path: deep }] })
  })

  it('tells in which file, on which line and where a secret stands, as often as it does', () => {
    put({ '/work/a/.env': `# mine\nA=1\nTOKEN="${secret}"\nAGAIN=${secret}\n`, '/work/b.txt': 'nothing' })
    const result = run()
    expect(result).toMatchObject({ ended: 'whole', files: 2 })
    expect(result.needles).toEqual([{ needle: 0, path: '/work/a/.env', lines: [3, 4], times: 2 }])
  })

  it.each([
    ['base64 with a name before it', Buffer.from(`oauth2:${secret}`).toString('base64')],
    ['base64 of the secret alone', Buffer.from(secret).toString('base64')],
    ['base64 with a longer name', Buffer.from(`ada@example.com:${secret}\n`).toString('base64')],
  ])('finds a secret in %s', (_how, text) => {
    put({ '/work/config.json': `{"auths":{"registry.example":{"auth":"${text}"}}}` })
    expect(run().needles).toEqual([{ needle: 0, path: '/work/config.json', lines: [1], times: 1 }])
  })

  it('finds one in a URL and in quotes, where its signs are written in another way', () => {
    put({
      '/work/.git-credentials': 'https://ada:p%40ss%2Fword%22EXAMPLE@git.example',
      '/work/a.json': '{"a":"p@ss/word\\"EXAMPLE"}',
    })
    expect(run({}, ['p@ss/word"EXAMPLE']).needles).toMatchObject([
      { path: '/work/.git-credentials' },
      { path: '/work/a.json' },
    ])
  })

  it('takes a short secret only where it stands alone', () => {
    put({ '/work/a': 'x=EXAMPLE12;', '/work/b': 'myEXAMPLE123' })
    expect(paths(run({}, ['EXAMPLE12']))).toEqual(['/work/a'])
  })

  it('reads text in UTF-16, and tells where in the file it stands', () => {
    const text = `\ufeff\r\nTOKEN=${secret} ${other}\r\n`
    put({ '/work/little.txt': Buffer.from(text, 'utf16le').toString('latin1') })
    put({ '/work/big.txt': Buffer.from(text, 'utf16le').swap16().toString('latin1') })
    const result = run({ shapes: [gitlab] })
    expect(result.needles).toMatchObject([{ lines: [2] }, { lines: [2] }])
    const at = { offset: 2 * text.indexOf(other), length: 2 * other.length, line: 2 }
    expect(result.shapes).toMatchObject([at, at])
  })

  it('leaves out what is no text, and counts it', () => {
    put({ '/work/a.png': `\0${secret}`, '/work/b': secret })
    expect(run()).toMatchObject({ files: 1, binary: 1 })
  })

  it('counts and names what is too large or cannot be read', () => {
    put({ '/work/large': `${secret}${'x'.repeat(1000)}`, '/work/secret': null, '/work/b': secret })
    const result = run()
    expect(result).toMatchObject({ files: 1, large: 1, unreadable: 1 })
    expect(result.leftOut).toEqual([
      { path: '/work/large', why: 'large' },
      { path: '/work/secret', why: 'unreadable' },
    ])
  })

  it('reads a file to the last byte that it may have', () => {
    put({ '/work/a': secret.padStart(1000) })
    expect(run().needles).toHaveLength(1)
  })

  it('says that a chosen folder is not there', () => {
    put({ '/work/a': secret })
    expect(run({ folders: ['/gone', '/work/a'] }).leftOut).toEqual([
      { path: '/gone', why: 'missing' },
      { path: '/work/a', why: 'not-a-folder' },
    ])
  })

  it('follows no link, and counts it', () => {
    put({ '/elsewhere/a': secret, '/work/b': '' })
    world.disk.links.set('/work/link', '/elsewhere')
    world.disk.links.set('/work/file', '/elsewhere/a')
    expect(run()).toMatchObject({ links: 2, needles: [] })
  })

  it('looks into a folder once that is chosen twice, by another name or inside another one', () => {
    put({ '/work/in/a': secret })
    world.disk.links.set('/same', '/work')
    expect(run({ folders: ['/work', '/same', '/work/in'] }).needles).toHaveLength(1)
  })

  it('does not enter what it is told not to', () => {
    put({ '/work/vault/a': secret, '/work/b': secret })
    expect(paths(run({ except: ['/work/vault', '/gone'] }))).toEqual(['/work/b'])
  })
})

describe('ignore files', () => {
  it('leave out files and folders, from their own folder down, and a deeper one has the last word', () => {
    put({
      '/work/.gitignore': 'build/\n*.log\n/only-here\n',
      '/work/build/a': secret,
      '/work/x.log': secret,
      '/work/only-here': secret,
      '/work/sub/only-here': secret,
      '/work/sub/.gitignore': '!kept.log',
      '/work/sub/kept.log': secret,
      '/work/sub/other.log': secret,
    })
    const result = run()
    expect(paths(result)).toEqual(['/work/sub/only-here', '/work/sub/kept.log'])
    expect(result.ignored).toBe(4)
    expect(world.disk.looked).not.toContain('/work/build/a')
  })

  it('never leave out the files that tools keep their secrets in', () => {
    put({ '/work/.gitignore': '*', '/work/.env.local': secret, '/work/.npmrc': secret, '/work/notes': secret })
    expect(paths(run())).toEqual(['/work/.env.local', '/work/.npmrc'])
  })

  it('leave out nothing when the person wants all', () => {
    put({ '/work/.gitignore': '*', '/work/a/notes': secret })
    expect(paths(run({ alsoIgnored: true }))).toEqual(['/work/a/notes'])
  })

  it('of git’s own folder only the configuration is looked into', () => {
    put({ '/work/.git/config': `url = https://ada:${secret}@git.example`, '/work/.git/objects/ab': secret })
    expect(paths(run())).toEqual(['/work/.git/config'])
  })
})

describe('well-known files', () => {
  it('and folders need not be there', () => {
    put({ '/home/.config/gh/hosts.yml': secret })
    const result = run({ folders: [], maybe: ['/home/.config', '/gone'], files: ['/home/.npmrc'] })
    expect(result).toMatchObject({ unreadable: 0, leftOut: [], needles: [{ path: '/home/.config/gh/hosts.yml' }] })
  })

  it('are looked into by the name that leads to them, once, also in a folder', () => {
    put({ '/work/dotfiles/npmrc': secret, '/home/.env.prod': secret, '/home/notes': secret })
    world.disk.links.set('/home/.npmrc', '/work/dotfiles/npmrc')
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
    put({ '/work/a': `\ufeff${secret}`, '/work/b': Buffer.from(`\ufeff${secret}`, 'utf16le').toString('latin1') })
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
    put({ '/work/a': secret, '/work/b': secret })
    world.turn.isStopped = () => world.disk.looked.length > 0
    expect(run()).toMatchObject({ ended: 'stopped', files: 1, needles: [{ path: '/work/a' }] })
  })

  it('gives what was found until then when its time is over', () => {
    put({ '/work/a': secret, '/work/b': secret })
    let now = 0
    world.turn.now = () => (now += 300)
    expect(run().ended).toBe('time')
  })

  it('gives no more than it may, and says so', () => {
    put({ '/work/a': secret, '/work/b': secret, '/work/c': secret, '/work/d': '' })
    const result = run({ limits: { fileBytes: 1000, milliseconds: 1000, found: 2, lines: 20 } })
    expect(result).toMatchObject({ ended: 'found', files: 3 })
    expect(paths(result)).toEqual(['/work/a', '/work/b'])
  })

  it('goes on for what is held when there is too much that only looks like a secret', () => {
    const many = ['1', '2', '3'].map((digit) => other.slice(0, -1) + digit).join(' ')
    put({ '/work/a': many, '/work/b': secret })
    const result = run({ shapes: [gitlab], limits: { fileBytes: 1000, milliseconds: 1000, found: 2, lines: 20 } })
    expect(result).toMatchObject({ ended: 'found', needles: [{ path: '/work/b' }] })
    expect(result.shapes).toHaveLength(2)
  })

  it('tells of so many lines of a file, and how often it is in all', () => {
    put({ '/work/a': `${secret} ${secret}\n`.repeat(5) })
    const result = run({ limits: { fileBytes: 1000, milliseconds: 1000, found: 9, lines: 3 } })
    expect(result.needles).toEqual([{ needle: 0, path: '/work/a', lines: [1, 2, 3], times: 10 }])
  })
})
