import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { importLimits } from '#main/importers/candidate'
import { kdbxOf } from '#test/support/import/kdbx'
import { read, type Contents } from '#test/support/import/read'
import { zipOf } from '#test/support/import/zip'

const token = 'pul-EXAMPLE0123456789abcdef'
const megabyte = 1024 * 1024
const onePux = Buffer.from(JSON.stringify({ accounts: [{ vaults: [{ items: [] }] }] }))
/** Bytes that do not pack. */
const noise = createHash('shake256', { outputLength: megabyte }).update('noise').digest()
const bitwarden = (...items: unknown[]) => JSON.stringify({ encrypted: false, items })
const login = (password: string) => ({ name: 'a', login: { password } })

describe('a hostile file is refused as a whole', () => {
  it.each<[what: string, contents: Contents, name: string, refusal: object]>([
    ['larger than any', Buffer.alloc(importLimits.fileBytes + 1), 'a.kdbx', { why: 'too-large', limit: 64 * megabyte }],
    [
      'a text that is too large',
      Buffer.alloc(16 * megabyte + 1, 'a'),
      'a.csv',
      { why: 'too-large', limit: 16 * megabyte },
    ],
    ['a large table', `name,password\n${'a,b\n'.repeat(megabyte)}`, '', { why: 'too-large', limit: 4 * megabyte }],
    ['a large .env', 'A_TOKEN=1\n'.repeat(megabyte / 10 + 1), '.env', { why: 'too-large', limit: megabyte }],
    ['a large YAML', 'a: b\n'.repeat(megabyte / 5 + 1), 'a.yml', { why: 'too-large', limit: megabyte }],
    ['too many lines', `${token}\n`.repeat(20_001), '', { why: 'too-many-entries', limit: 20_000 }],
    ['too many rows', `name,password\n${`a,${token}\n`.repeat(20_001)}`, '', { why: 'too-many-entries' }],
    ['too many items', bitwarden(...Array<object>(20_001).fill(login(token))), '', { why: 'too-many-entries' }],
    ['a giant cell', `name,password\na,${'x'.repeat(megabyte)}`, '', { why: 'field-too-long', limit: 1_000_000 }],
    ['a giant cell that never ends', `name,password\na,"${'x'.repeat(megabyte)}`, '', { why: 'field-too-long' }],
    ['a giant field of JSON', bitwarden(login('x'.repeat(megabyte))), '', { why: 'field-too-long' }],
    ['a giant name of JSON', `{"${'x'.repeat(1_000_001)}":1}`, '', { why: 'field-too-long' }],
    ['JSON that is too deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, '', { why: 'too-deep', limit: 64 }],
    ['an alias of YAML', `a: &x ${token}\nb: *x\n`, 'a.yml', { why: 'yaml-alias', line: 1 }],
    ['the anchor of a list', `a: &x [b]\n`, 'a.yml', { why: 'yaml-alias', line: 1 }],
    ['an alias of nothing', `a: b\nc: *x\n`, 'a.yml', { why: 'yaml-alias', line: 2 }],
    ['aliases in a list', `a: b\nc: [b, *x]\n`, 'a.yml', { why: 'yaml-alias', line: 2 }],
    ['an alias in a list of lines', `a:\n  - *x\n`, 'a.yml', { why: 'yaml-alias', line: 2 }],
    ['a billion laughs', `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n`, 'a.yml', { why: 'yaml-alias' }],
    ['a merge key', `a: &a {b: c}\nd:\n  <<: *a\n`, 'a.yml', { why: 'yaml-alias' }],
    ['__proto__ in JSON', `{"auths":{"__proto__":{"auth":"YTpi"}}}`, '', { why: 'forbidden-name' }],
    ['__proto__ in JSON, escaped', `{"a":{"\\u005f_proto__":{"token":"${token}"}}}`, '', { why: 'forbidden-name' }],
    ['__proto__ in YAML', `a:\n  __proto__:\n    token: ${token}\n`, 'a.yml', { why: 'forbidden-name', line: 2 }],
    ['__proto__ in .env', `A=b\n__proto__=${token}\n`, '.env', { why: 'forbidden-name', line: 2 }],
    ['__proto__ for what is no secret', `A=b\n__proto__=c\n`, '.env', { why: 'forbidden-name', line: 2 }],
    ['__proto__ in pasted text', `__proto__=${token}`, '', { why: 'forbidden-name', line: 1 }],
    ['__proto__ in the head of a table', `name,__proto__,password\n`, '', { why: 'forbidden-name', line: 1 }],
    ['a link in a cell', `name,password\nb,c\na,"=HYPERLINK(""http://a.example"")"`, '', { why: 'formula', line: 3 }],
    ['a command in a cell', `name,password\n+cmd|' /C calc'!A0,${token}`, '', { why: 'formula', line: 2 }],
    ['a call in a cell', `name,password,notes\na,${token},@SUM(A1:A9)`, '', { why: 'formula', line: 2 }],
    ['a formula behind blanks', `name,password,notes\na,${token},"\t =IMPORTXML(A1)"`, '', { why: 'formula' }],
    ['a table whose quotes do not end', `name,password\na,"${token}`, '', { why: 'broken' }],
    ['a table without secrets', `name,size\na,b`, 'a.csv', { why: 'unknown-format' }],
    ['JSON that is none', `{"a":`, 'a.json', { why: 'broken' }],
    ['a sealed export that is none', `{"encrypted":true,"passwordProtected":true,"data":"x"}`, '', { why: 'broken' }],
    [
      'an archive that bursts',
      zipOf({ name: 'export.data', data: Buffer.alloc(63 * megabyte) }),
      '',
      { why: 'unpacks-too-large' },
    ],
    [
      'an archive that is too large',
      zipOf({ name: 'export.data', data: noise, size: 65 * megabyte }),
      '',
      { why: 'unpacks-too-large', limit: 64 * megabyte },
    ],
    [
      'an archive that says less than it has',
      zipOf({ name: 'export.data', data: onePux, size: 10 }),
      '',
      { why: 'unsafe-archive' },
    ],
    [
      'an archive that leads out of itself',
      zipOf({ name: '../export.data', data: onePux }),
      '',
      { why: 'unsafe-archive' },
    ],
    [
      'an archive with too many files',
      zipOf(...Array.from({ length: 20_001 }, (_one, at) => ({ name: String(at), data: Buffer.alloc(0) }))),
      '',
      { why: 'too-many-entries' },
    ],
    [
      'an archive with two',
      zipOf(...['a', 'b'].map(() => ({ name: 'export.data', data: onePux }))),
      '',
      { why: 'unsafe-archive' },
    ],
    [
      'an archive that is sealed',
      zipOf({ name: 'export.data', data: onePux, isEncrypted: true }),
      '',
      { why: 'unknown-protection' },
    ],
    ['an archive with nothing for us', zipOf({ name: 'a.txt', data: onePux }), '', { why: 'unknown-format' }],
    [
      'an archive that is cut off',
      zipOf({ name: 'export.data', data: onePux }).subarray(0, 60),
      '',
      { why: 'unsafe-archive' },
    ],
    [
      'an archive of JSON that is none',
      zipOf({ name: 'data.json', data: Buffer.from('{') }),
      '',
      { why: 'unknown-format' },
    ],
  ])('%s', async (_what, contents, name, refusal) => {
    expect(await read(contents, name)).toMatchObject({ ok: false, ...refusal })
  })

  it('a database that bursts when it is unpacked', async () => {
    const Notes = 'x'.repeat(65 * megabyte)
    const bytes = await kdbxOf('a', [{ Title: 'a', Notes }])
    expect(bytes.length).toBeLessThan(megabyte)
    expect(await read(bytes, '', { key: 'a' })).toMatchObject({ ok: false, why: 'unpacks-too-large' })
  })

  it('a database with too many entries', async () => {
    const bytes = await kdbxOf('a', Array<{ Title: string }>(20_001).fill({ Title: 'a' }))
    expect(await read(bytes, '', { key: 'a' })).toMatchObject({ ok: false, why: 'too-many-entries' })
  })

  it('a database with a giant field', async () => {
    const bytes = await kdbxOf('a', [{ Title: 'a', Password: 'x'.repeat(1_000_001) }])
    expect(await read(bytes, '', { key: 'a' })).toMatchObject({ ok: false, why: 'field-too-long' })
  })

  it('a database whose groups are too deep', async () => {
    const bytes = await kdbxOf('a', [], {
      change: (database) => {
        let group = database.getDefaultGroup()
        for (let depth = 0; depth < 70; depth += 1) group = database.createGroup(group, 'a')
      },
    })
    expect(await read(bytes, '', { key: 'a' })).toMatchObject({ ok: false, why: 'too-deep' })
  })
})

/** What makes careless patterns try for hours: each takes milliseconds here. */
describe('long runs of one sign are read at once', () => {
  const names = [
    '',
    '.env',
    '.zshrc',
    '.npmrc',
    '.netrc',
    '.git-credentials',
    'a.json',
    'a.yml',
    'a.toml',
    'a.ini',
    'a.csv',
  ]
  const runs = [' ', '\t', '\n', '"', "'", '=', ':', '#', '[', '{', '-', ',', 'a', '\\', '|', '_', '/', '@', '\u00a0']

  it.each(names)('%s', { timeout: 20_000 }, async (name) => {
    for (const sign of runs) {
      for (const head of [
        '',
        'A_TOKEN=',
        'a: ',
        'name,password\n',
        'https://a',
        '//a/:_authToken=',
        'machine a ',
        '=',
      ]) {
        const text = head + sign.repeat(50_000) + 'x\n'
        expect(await read(text, name)).toHaveProperty('ok')
      }
    }
  })

  it.each(names)('blanks that lead nowhere: %s', { timeout: 20_000 }, async (name) => {
    for (const head of ['A_TOKEN=a', 'a: b', 'a', 'a = b', 'machine a', '//a/:_authToken=b']) {
      for (const blank of [' ', '\t'])
        expect(await read(`${head}${blank.repeat(400_000)}x\n`, name)).toHaveProperty('ok')
    }
  })
})
