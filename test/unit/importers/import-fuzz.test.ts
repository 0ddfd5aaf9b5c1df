import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importRefusalSchema, leftOutReasonSchema } from '#shared/model/import'
import { sealedBitwarden } from '#test/support/import/bitwarden'
import { kdbxOf } from '#test/support/import/kdbx'
import { read, values, type Contents } from '#test/support/import/read'
import { zipOf } from '#test/support/import/zip'

const secret = fc.stringMatching(/^[A-Za-z0-9_-]{8,60}$/)
const secrets = fc.uniqueArray(secret, { minLength: 1, maxLength: 5 })
const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`

const names = ['', '.env', '.npmrc', '.netrc', '.git-credentials', 'a.json', 'hosts.yml', 'a.toml', '.pypirc', 'a.csv']
const pieces = [
  ...[
    '=',
    ':',
    ' ',
    '\n',
    '"',
    "'",
    '#',
    ',',
    '{',
    '}',
    '[',
    ']',
    '- ',
    '&a ',
    '*a',
    '!!x ',
    '\\',
    '$',
    '|',
    '%',
    '<<',
  ],
  ...[
    '_authToken',
    'oauth_token:',
    'machine ',
    'password ',
    '__proto__',
    'null',
    '1e999',
    'token',
    '//a/:',
    'https://a:b@c',
  ],
  ...[
    '"encrypted":',
    'true',
    '"items":',
    '"auths":',
    '"accessTokens":',
    '"accounts":',
    'name,password',
    '\ufeff',
    '\0',
    'é',
  ],
]

/** Whatever is read, the answer is a result within its limits or a refusal that is known. */
async function expectAnswer(contents: Contents, name: string, key?: string): Promise<void> {
  const result = await read(contents, name, key === undefined ? {} : { key })
  if (result.ok) {
    for (const { at } of result.candidates) expect(at.source).toBe(name)
    for (const { reason } of result.leftOut) expect(leftOutReasonSchema.options).toContain(reason)
  } else expect(importRefusalSchema.options).toContain(result.why)
}

describe('whatever a file is, reading it gives a result or a refusal', () => {
  it('for bytes', async () => {
    const property = fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...names),
      async (bytes, name) => {
        await expectAnswer(bytes, name)
      },
    )
    await fc.assert(property, { numRuns: 500 })
  })

  it('for text', async () => {
    const words = fc.array(fc.oneof(fc.constantFrom(...pieces), text), { maxLength: 40 })
    const property = fc.asyncProperty(words, fc.constantFrom(...names), async (parts, name) => {
      await expectAnswer(parts.join(''), name)
    })
    await fc.assert(property, { numRuns: 2000 })
  })

  it('for JSON of the shapes that are read', async () => {
    const keys = [
      'encrypted',
      'items',
      'auths',
      'accessTokens',
      'accounts',
      'vaults',
      'login',
      'details',
      'overview',
      'fields',
    ]
    const tree = fc.object({
      key: fc.constantFrom(...keys),
      maxDepth: 5,
      values: [fc.string(), fc.boolean(), fc.constant(null)],
    })
    const property = fc.asyncProperty(tree, fc.constantFrom(...names), async (one, name) => {
      await expectAnswer(JSON.stringify(one), name)
    })
    await fc.assert(property, { numRuns: 1000 })
  })

  it('for databases and archives that were changed', async () => {
    const items = [{ name: 'a', login: { password: 'EXAMPLEexample' } }]
    const sealed = JSON.stringify(await sealedBitwarden(items, 'a', 'pbkdf2'))
    const files = [
      await kdbxOf('a', [{ Title: 'a', Password: 'EXAMPLEexample' }]),
      zipOf({ name: 'data.json', data: Buffer.from(JSON.stringify({ encrypted: false, items })) }),
      Buffer.from(sealed),
    ]
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 })
    const property = fc.asyncProperty(fc.constantFrom(...files), changes, async (file, bytes) => {
      const changed = Buffer.from(file)
      for (const [at, byte] of bytes) changed[at % changed.length] = byte
      await expectAnswer(changed, '', 'a')
    })
    await fc.assert(property, { numRuns: 300 })
  })
})

describe('what is written is read', () => {
  const expectRead = async (contents: Contents, name: string, all: readonly string[], key?: string): Promise<void> => {
    expect(values(await read(contents, name, key === undefined ? {} : { key }))).toEqual(all)
  }

  it.each<[string, string, (all: readonly string[]) => string]>([
    ['lines', '', (all) => all.join('\n')],
    ['.env', '.env', (all) => all.map((one, at) => `TOKEN_${at}=${one}`).join('\n')],
    ['.npmrc', '.npmrc', (all) => all.map((one, at) => `//${at}.example/:_authToken=${one}`).join('\n')],
    ['.netrc', '.netrc', (all) => all.map((one, at) => `machine ${at}.example login a password ${one}`).join('\n')],
    ['.git-credentials', '.git-credentials', (all) => all.map((one) => `https://ada:${one}@a.example`).join('\n')],
    ['JSON', 'a.json', (all) => JSON.stringify(all.map((token) => ({ token })))],
    ['YAML', 'a.yml', (all) => all.map((one) => `- token: '${one}'`).join('\n')],
    ['TOML', 'a.toml', (all) => all.map((one, at) => `token-${at} = "${one}"`).join('\n')],
  ])('%s', async (_what, name, write) => {
    await fc.assert(fc.asyncProperty(secrets, async (all) => expectRead(write(all), name, all)))
  })

  it('tables, with any text beside the secrets', async () => {
    const rows = fc.uniqueArray(fc.tuple(secret, text), { minLength: 1, maxLength: 5, selector: ([one]) => one })
    const property = fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t'), async (all, sign) => {
      // What a spreadsheet would run is refused, and tested elsewhere.
      const lines = all.map(([one, beside]) => [cell(` ${beside.replace(/[=+@|!-]/g, '')}`), cell(one)].join(sign))
      await expectRead(
        [['name', 'password'].join(sign), ...lines].join('\r\n'),
        'a.csv',
        all.map(([one]) => one),
      )
    })
    await fc.assert(property)
  })

  it('exports of Bitwarden, sealed and not', async () => {
    const property = fc.asyncProperty(secrets, text, async (all, password) => {
      const items = all.map((one) => ({ type: 1, name: 'a', login: { password: one } }))
      await expectRead(JSON.stringify({ encrypted: false, items }), '', all)
      await expectRead(JSON.stringify(await sealedBitwarden(items, password, 'pbkdf2')), '', all, password)
    })
    await fc.assert(property, { numRuns: 30 })
  })

  it('databases of KeePass', async () => {
    const property = fc.asyncProperty(secrets, text, text, async (all, password, Notes) => {
      const bytes = await kdbxOf(
        password,
        all.map((Password) => ({ Title: 'a', Password, Notes: Notes.replace(/[^\P{C}\n]/gu, '') })),
      )
      await expectRead(bytes, 'a.kdbx', all, password)
    })
    await fc.assert(property, { numRuns: 30 })
  })
})
