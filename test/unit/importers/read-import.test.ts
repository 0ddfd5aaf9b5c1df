import { describe, expect, it } from 'vitest'
import { found, leftOut, read, values } from '#test/support/import/read'

const token = 'pul-EXAMPLE0123456789abcdef'

describe('pasted text', () => {
  it('takes lines, settings, exports and headers', async () => {
    const lines = [
      `${token}1`,
      `# ${token}0`,
      `export A="${token}2"`,
      `B=${token}3 # mine`,
      `$env:C = '${token}4'`,
      `SET D=${token}5;`,
      `Authorization: Bearer ${token}6`,
      '',
      `"${token}7",`,
    ]
    const result = await read(lines.join('\r\n'))
    expect(result).toMatchObject({ ok: true, format: 'text' })
    expect(values(result)).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => token + String(number)))
    expect(found(result).map(({ entry, line }) => [entry, line])).toEqual([
      [undefined, 1],
      ['A', 3],
      ['B', 4],
      ['C', 5],
      ['D', 6],
      ['Authorization', 7],
      [undefined, 9],
    ])
  })

  it('says why it leaves out what is no token', async () => {
    const result = await read(
      `A=\nB=short\nC=\${TOKEN}\nD=two words here\nE=op://Private/npm/token\nF=${'x'.repeat(17_000)}`,
    )
    expect(leftOut(result)).toEqual([
      ['A', 'no-secret'],
      ['B', 'too-short'],
      ['C', 'elsewhere'],
      ['D', 'not-one-word'],
      ['E', 'elsewhere'],
      ['F', 'too-long'],
    ])
  })

  it('reads what the files of tools look like without their names', async () => {
    const formats = await Promise.all(
      [
        `registry=https://a.example\n//a.example/:_authToken=${token}`,
        `machine a.example\n  login ada\n  password ${token}`,
        `https://ada:${token}@a.example\n`,
        `github.com:\n    oauth_token: ${token}\n    user: ada\n`,
        `name,url,username,password\nA,https://a.example,ada,${token}`,
        `{"accessTokens":{"https://a.example":"${token}"}}`,
        `{"auths":{"a.example":{"auth":"${Buffer.from(`ada:${token}`).toString('base64')}"}}}`,
        `{"token":"${token}"}`,
      ].map((text) => read(text)),
    )
    expect(formats.map((result) => result.ok && result.format)).toEqual([
      'npmrc',
      'netrc',
      'git-credentials',
      'gh-hosts',
      'csv',
      'pulumi',
      'docker',
      'settings',
    ])
    for (const result of formats) expect(values(result)).toEqual([token])
  })

  it('keeps the values out of all that is said of them', async () => {
    const csv = `name,url,username,password,notes\n${token},https://a.example/?t=${token},${token},${token},was ${token} once`
    const [one] = found(await read(csv))
    expect(one?.['value']).toBe(token)
    const hints = JSON.stringify({ ...one, value: null })
    expect(hints).not.toContain(token)
    expect(hints).toContain('https://a.example/?t=••••')
    expect(found(await read('name,password\nmy password,password'))).toMatchObject([{ name: 'my password' }])
    expect(leftOut(await read(`name,password\na,${token}\n${token},short`))).toEqual([['••••', 'too-short']])
  })
})

describe('encodings', () => {
  it('reads UTF-16 that says so, and UTF-8 with a mark', async () => {
    const text = `\ufeffA=${token}\r\n`
    expect(values(await read(Buffer.from(text, 'utf16le')))).toEqual([token])
    expect(values(await read(Buffer.from(text, 'utf16le').swap16()))).toEqual([token])
    expect(values(await read(text))).toEqual([token])
  })

  it('keeps letters of all languages in what it says of a value', async () => {
    const result = await read(`{"Gerät":{"token":"${token}"}}`, 'a.json')
    expect(found(result)).toEqual([{ value: token, entry: 'Gerät > token', line: 1, name: 'token' }])
  })

  it.each([
    ['no UTF-8', Buffer.from([0x41, 0x3d, 0xff, 0x41]), 'bad-encoding'],
    ['half a sign of UTF-16', Buffer.from([0xff, 0xfe, 0x41]), 'bad-encoding'],
    ['half a pair of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), 'bad-encoding'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), 'bad-encoding'],
    ['UTF-16 without a mark', Buffer.from(`A=${token}`, 'utf16le'), 'not-text'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff]), 'not-text'],
  ])('refuses %s', async (_what, bytes, why) => {
    expect(await read(bytes)).toMatchObject({ ok: false, why })
  })
})
