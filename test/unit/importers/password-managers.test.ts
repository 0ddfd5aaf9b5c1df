import { describe, expect, it } from 'vitest'
import { sealedBitwarden } from '#test/support/import/bitwarden'
import { found, leftOut, read, values } from '#test/support/import/read'
import { zipOf } from '#test/support/import/zip'

const token = 'glpat-EXAMPLE0123456789ab'

const login = {
  type: 1,
  name: 'GitLab',
  notes: 'by hand',
  login: { uris: [{ match: null, uri: 'https://gitlab.example' }], username: 'ada', password: token, totp: 'JBSWY3DP' },
  fields: [
    { name: 'runner', value: `${token}R`, type: 1 },
    { name: 'region', value: 'europe-west', type: 0 },
    { name: 'api key', value: `${token}K`, type: 0 },
  ],
}
const about = { name: 'GitLab', service: 'https://gitlab.example', user: 'ada' }
const ofLogin = [
  { value: token, entry: 'GitLab', ...about },
  { value: `${token}R`, entry: 'GitLab > runner', ...about },
  { value: `${token}K`, entry: 'GitLab > api key', ...about },
]

describe('Bitwarden', () => {
  it('takes passwords, hidden fields and others that may be secrets', async () => {
    const items = [
      login,
      { type: 2, name: 'Note', notes: `${token}N`, secureNote: { type: 0 } },
      { type: 2, name: 'Poem', notes: 'Roses are red' },
      { type: 1, name: 'Old', login: { password: token }, deletedDate: '2026-01-01T00:00:00Z' },
      { type: 3, name: 'Card', card: { number: '4111111111111111' } },
      { type: 1, name: 7 },
      'nothing',
    ]
    const result = await read(JSON.stringify({ encrypted: false, folders: [], items }))
    expect(result).toMatchObject({ format: 'bitwarden' })
    expect(found(result)).toEqual([...ofLogin, { value: `${token}N`, entry: 'Note', name: 'Note' }])
    expect(leftOut(result)).toEqual([
      ['GitLab > region', 'unlikely'],
      ['Poem', 'no-secret'],
      ['Old', 'deleted'],
      ['Card', 'no-secret'],
      [null, 'no-secret'],
      [null, 'not-understood'],
    ])
  })

  it.each(['pbkdf2', 'argon2id'] as const)('opens an export with a password of its own: %s', async (kdf) => {
    const text = JSON.stringify(await sealedBitwarden([login], 'pässword', kdf))
    expect(found(await read(text, 'a.json', { key: 'pässword' }))).toEqual(ofLogin)
    expect(await read(text, 'a.json')).toMatchObject({ ok: false, why: 'key-needed', format: 'bitwarden' })
    expect(await read(text, 'a.json', { key: 'other' })).toMatchObject({ ok: false, why: 'wrong-key' })
  })

  it('refuses an export that was changed after it was sealed', async () => {
    const sealed = await sealedBitwarden([login], 'password', 'pbkdf2')
    const data = sealed.data.replace(/\|(.)/, (_all, sign: string) => `|${sign === 'A' ? 'B' : 'A'}`)
    expect(await read(JSON.stringify({ ...sealed, data }), '', { key: 'password' })).toMatchObject({ why: 'broken' })
  })

  it('says that an export sealed for an account can be opened by Bitwarden only', async () => {
    const text = JSON.stringify({ encrypted: true, encKeyValidation_DO_NOT_EDIT: '2.a|b|c', folders: [], items: [] })
    expect(await read(text, '', { key: 'password' })).toMatchObject({ ok: false, why: 'account-key' })
  })

  it.each([
    ['PBKDF2', { kdfIterations: 2_000_000_000 }],
    ['Argon2 by its memory', { kdfType: 1, kdfMemory: 8192, kdfParallelism: 1, kdfIterations: 1 }],
    ['Argon2 by its passes', { kdfType: 1, kdfMemory: 1024, kdfParallelism: 1, kdfIterations: 1000 }],
  ])('refuses more work than any program asks for: %s', async (_what, cost) => {
    const sealed = await sealedBitwarden([login], 'password', 'pbkdf2')
    const result = await read(JSON.stringify({ ...sealed, ...cost }), '', { key: 'password' })
    expect(result).toMatchObject({ ok: false, why: 'costly-key' })
  })

  it('reads an export of before they said whether they are sealed', async () => {
    const result = await read(JSON.stringify({ folders: [], items: [login] }), 'a.json')
    expect(result).toMatchObject({ format: 'bitwarden' })
    expect(found(result)).toEqual(ofLogin)
  })

  it('reads the export in an archive', async () => {
    const data = Buffer.from(JSON.stringify({ encrypted: false, items: [login] }))
    expect(found(await read(zipOf({ name: 'data.json', data }), 'a.zip'))).toEqual(ofLogin)
  })
})

const onePuxItem = {
  uuid: 'a',
  state: 'active',
  categoryUuid: '112',
  details: {
    loginFields: [],
    notesPlain: 'by hand',
    sections: [
      {
        title: '',
        fields: [
          { title: 'username', id: 'username', value: { string: 'ada' } },
          { title: 'credential', id: 'credential', value: { concealed: token } },
          { title: 'valid until', id: 'expires', value: { date: 1_800_000_000 } },
          { title: 'hostname', id: 'hostname', value: { string: 'gitlab.example' } },
          { title: 'one-time password', id: 'TOTP_1', value: { totp: 'JBSWY3DP' } },
        ],
      },
    ],
  },
  overview: { title: 'GitLab', url: '', tags: [] },
}
const onePuxLogin = {
  uuid: 'b',
  state: 'archived',
  details: {
    loginFields: [
      { value: 'ada', name: 'user', fieldType: 'T', designation: 'username' },
      { value: `${token}P`, name: 'pass', fieldType: 'P', designation: 'password' },
    ],
    sections: [],
  },
  overview: { title: 'Login', url: 'https://a.example' },
}
const onePux = (...items: unknown[]) => JSON.stringify({ accounts: [{ attrs: {}, vaults: [{ attrs: {}, items }] }] })

describe('1PUX', () => {
  it('takes credentials with their expiry, and passwords', async () => {
    const data = Buffer.from(onePux(onePuxItem, { item: onePuxLogin }, { ...onePuxItem, uuid: 'c' }, 5))
    const attributes = Buffer.from('{"version":3}')
    const archive = zipOf(
      { name: 'export.attributes', data: attributes },
      { name: 'export.data', data },
      { name: 'files/a__b.png', data: Buffer.alloc(100) },
    )
    const result = await read(archive, 'a.1pux')
    expect(result).toMatchObject({ format: '1pux' })
    const credential = {
      value: token,
      entry: 'GitLab > credential',
      name: 'GitLab',
      service: 'gitlab.example',
      user: 'ada',
      expiresAt: 1_800_000_000_000,
    }
    expect(found(result)).toEqual([
      credential,
      { value: `${token}P`, entry: 'Login', name: 'Login', service: 'https://a.example', user: 'ada' },
      credential,
    ])
  })

  it('leaves out what was deleted, and what it cannot read', async () => {
    const result = await read(onePux({ ...onePuxItem, state: 'trashed' }, { overview: {} }))
    expect(result).toMatchObject({ format: '1pux' })
    expect(leftOut(result)).toEqual([
      ['GitLab', 'deleted'],
      [null, 'not-understood'],
    ])
  })
})

describe('CSV', () => {
  const row = { value: token, entry: 'GitLab', name: 'GitLab', service: 'https://gitlab.example', user: 'ada' }

  it.each([
    [
      'Bitwarden',
      'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp',
      `,,login,GitLab,,,0,https://gitlab.example,ada,${token},`,
    ],
    [
      '1Password',
      'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes',
      `GitLab,https://gitlab.example,ada,${token},,false,false,,`,
    ],
    [
      'KeePass',
      '"Account","Login Name","Password","Web Site","Comments"',
      `"GitLab","ada","${token}","https://gitlab.example",""`,
    ],
    [
      'KeePassXC',
      '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"',
      `"Root","GitLab","ada","${token}","https://gitlab.example","","","0","",""`,
    ],
    ['Chrome', 'name,url,username,password,note', `GitLab,https://gitlab.example,ada,${token},`],
    [
      'LastPass',
      'url,username,password,totp,extra,name,grouping,fav',
      `https://gitlab.example,ada,${token},,,GitLab,,0`,
    ],
    ['a table with semicolons', 'Name;URL;User;Token', `GitLab;https://gitlab.example;ada;${token}`],
  ])('reads what %s writes', async (_who, header, line) => {
    const result = await read(`\ufeff${header}\r\n${line}\r\n`)
    expect(result).toMatchObject({ format: 'csv' })
    expect(found(result)).toEqual([{ ...row, line: 2 }])
  })

  it('reads cells of several lines, quotes and fields', async () => {
    const text = `name,login_password,notes,fields\n"a ""b""",${token},"one\ntwo","runner: ${token}R\nplain: words"\n\nc,,,\nd,${token}D,,\n`
    const result = await read(text, 'a.csv')
    expect(found(result)).toEqual([
      { value: token, entry: 'a "b"', name: 'a "b"', line: 2 },
      { value: `${token}R`, entry: 'a "b" > runner', name: 'a "b"', line: 2 },
      { value: `${token}D`, entry: 'd', name: 'd', line: 7 },
    ])
    expect(leftOut(result)).toContainEqual(['c', 'no-secret'])
  })

  it('takes what begins like a formula but is none', async () => {
    const text = `name,password,notes\na,-EXAMPLEabcdef,- one\nb,=EXAMPLEabcdef,+49 30 123\nc,@EXAMPLEabcdef,@ada (at home)`
    expect(values(await read(text))).toEqual(['-EXAMPLEabcdef', '=EXAMPLEabcdef', '@EXAMPLEabcdef'])
  })
})
