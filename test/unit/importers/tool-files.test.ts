import { describe, expect, it } from 'vitest'
import { found, leftOut, read, values } from '#test/support/import/read'

const token = 'npm_EXAMPLE0123456789abcdefABCDEF0123456'
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('.env', () => {
  it('takes what may be a secret, by its name or by how it looks', async () => {
    const text = [
      '# mine',
      `NPM_TOKEN=${token}`,
      'PORT=12345678',
      "export DB_PASSWORD='correct-horse'",
      'TOKEN_URL=https://a.example/oauth/token',
      'AUTHOR=ada-lovelace',
      'WHAT=Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg',
    ].join('\n')
    const result = await read(text, '/home/ada/.env.local')
    expect(result).toMatchObject({ format: 'env' })
    expect(found(result)).toEqual([
      { value: token, entry: 'NPM_TOKEN', name: 'NPM_TOKEN', line: 2 },
      { value: 'correct-horse', entry: 'DB_PASSWORD', name: 'DB_PASSWORD', line: 4 },
      { value: 'Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg', entry: 'WHAT', name: 'WHAT', line: 7 },
    ])
    expect(leftOut(result)).toEqual([
      ['PORT', 'unlikely'],
      ['TOKEN_URL', 'unlikely'],
      ['AUTHOR', 'unlikely'],
    ])
  })

  it('takes what has the shape of a token, whatever it is called', async () => {
    const shapes = [{ id: 'abc', shapes: [{ prefix: 'abc-', pattern: '^abc-[a-z]+$', kind: null, checksum: null }] }]
    expect(values(await read('MINE=abc-defghijk', '.env', { shapes }))).toEqual(['abc-defghijk'])
    expect(values(await read('MINE=abc-defghijk', '.env'))).toEqual([])
  })

  it('leaves out what readers of such files do not agree about, and says so', async () => {
    const text = `A_TOKEN=$OTHER\nB_TOKEN="one\nC_TOKEN=two\n"\nD_TOKEN=\nE_TOKEN=abc#defghijk\nF_TOKEN="a\\nbcdefgh"`
    expect(leftOut(await read(text, '.env'))).toEqual([
      ['B_TOKEN', 'not-one-word'],
      ['A_TOKEN', 'elsewhere'],
      ['D_TOKEN', 'no-secret'],
      ['E_TOKEN', 'not-understood'],
      ['F_TOKEN', 'not-understood'],
    ])
  })

  it('reads what a shell sets', async () => {
    const result = await read(`alias a='b c'\nexport GH_TOKEN=${token} OTHER=1\n`, '/home/ada/.zshrc')
    expect(found(result)).toEqual([{ value: token, entry: 'GH_TOKEN', name: 'GH_TOKEN', line: 2 }])
  })
})

describe('npm', () => {
  it('takes what npm signs in with, and nothing else', async () => {
    const text = [
      'registry=https://npm.acme.example/',
      `//npm.acme.example/:_authToken=${token}`,
      '//a.example/npm/:username=ada',
      `//a.example/npm/:_password=${base64('correct-horse')}`,
      `//b.example/:_auth=${base64('ada:battery-staple')}`,
      '//c.example/:_authToken=${NPM_TOKEN}',
    ].join('\n')
    const result = await read(text, '.npmrc')
    expect(found(result)).toEqual([
      { value: token, entry: '//npm.acme.example/:_authToken', service: 'https://npm.acme.example/', line: 2 },
      {
        value: 'correct-horse',
        entry: '//a.example/npm/:_password',
        service: 'https://a.example/npm/',
        user: 'ada',
        line: 4,
      },
      { value: 'battery-staple', entry: '//b.example/:_auth', service: 'https://b.example/', line: 5 },
    ])
    expect(leftOut(result)).toEqual([['//c.example/:_authToken', 'elsewhere']])
  })
})

describe('.netrc', () => {
  it('takes the password of each machine', async () => {
    const text = `machine a.example login ada password ${token}\nmacdef x\npassword not-this-one\n\ndefault login eve password battery-staple`
    expect(found(await read(text, '/home/ada/.netrc'))).toEqual([
      { value: token, entry: 'a.example', service: 'a.example', user: 'ada', line: 1 },
      { value: 'battery-staple', entry: 'default', user: 'eve', line: 5 },
    ])
  })
})

describe('.git-credentials', () => {
  it('takes the token, which may stand where the name does', async () => {
    const text = `https://ada:${token}@a.example\nhttps://${token}@b.example\nhttps://${token}:x-oauth-basic@c.example\nhttps://ada:a%21bcdefgh@d.example`
    expect(found(await read(text, '.git-credentials'))).toEqual([
      { value: token, entry: 'https://a.example', service: 'https://a.example', user: 'ada', line: 1 },
      { value: token, entry: 'https://b.example', service: 'https://b.example', line: 2 },
      { value: token, entry: 'https://c.example', service: 'https://c.example', line: 3 },
      { value: 'a!bcdefgh', entry: 'https://d.example', service: 'https://d.example', user: 'ada', line: 4 },
    ])
  })
})

describe('GitHub’s hosts.yml', () => {
  it('takes the token of each host and user once', async () => {
    const text = [
      'github.com:',
      '    git_protocol: https',
      '    users:',
      '        ada:',
      `            oauth_token: ${token}`,
      '        eve:',
      `            oauth_token: ${token}E`,
      `    oauth_token: ${token}`,
      '    user: ada',
      'ghe.example:',
      '    user: ada',
      '    users:',
      '        ada:',
    ].join('\n')
    const result = await read(text, '/home/ada/.config/gh/hosts.yml')
    expect(result).toMatchObject({ format: 'gh-hosts' })
    expect(found(result)).toEqual([
      { value: token, entry: 'github.com > ada', service: 'github.com', user: 'ada', line: 5 },
      { value: `${token}E`, entry: 'github.com > eve', service: 'github.com', user: 'eve', line: 7 },
    ])
    expect(leftOut(result)).toEqual([['ghe.example', 'elsewhere']])
  })
})

describe('Pulumi’s credentials.json', () => {
  it('takes the token once, which is in it twice', async () => {
    const text = JSON.stringify({
      current: 'https://api.pulumi.com',
      accessTokens: { 'https://api.pulumi.com': token, 'file://~': '' },
      accounts: { 'https://api.pulumi.com': { accessToken: token, username: 'ada', lastValidatedAt: '2026-01-01' } },
    })
    const result = await read(text, 'credentials.json')
    expect(result).toMatchObject({ format: 'pulumi' })
    expect(found(result)).toEqual([
      { value: token, entry: 'https://api.pulumi.com', service: 'https://api.pulumi.com', user: 'ada' },
    ])
    expect(leftOut(result)).toEqual([['file://~', 'no-secret']])
  })
})

describe('Docker’s config.json', () => {
  it('takes passwords and tokens, and says which are elsewhere', async () => {
    const text = JSON.stringify({
      auths: {
        'ghcr.io': { auth: base64(`ada:${token}`) },
        'https://index.docker.io/v1/': { auth: base64('<token>:'), identitytoken: `${token}I` },
        'a.example': {},
      },
      credsStore: 'desktop',
    })
    const result = await read(text, '/home/ada/.docker/config.json')
    expect(result).toMatchObject({ format: 'docker' })
    expect(found(result)).toEqual([
      { value: token, entry: 'ghcr.io', service: 'ghcr.io', user: 'ada' },
      {
        value: `${token}I`,
        entry: 'https://index.docker.io/v1/',
        service: 'https://index.docker.io/v1/',
        user: '<token>',
      },
    ])
    expect(leftOut(result)).toEqual([['a.example', 'elsewhere']])
  })
})

describe('other settings', () => {
  it.each([
    ['JSON', 'a.json', `{\n"a": {"token": "${token}"}, "b": "plain-text"}`, 'a > token', 2],
    ['JSON with comments', 'a.json', `{ // mine\n"a": {"token": "${token}"}, }`.replace(', }', '}'), 'a > token', 2],
    ['YAML', 'a.yml', `a:\n  - b:\n    token: ${token}\n`, 'a > token', 3],
    ['TOML', 'credentials.toml', `[registry]\ntoken = "${token}"\n`, 'token', 2],
    ['INI', '.pypirc', `[pypi]\nusername = __token__\npassword = ${token}\n`, 'password', 3],
  ])('takes what may be a secret out of %s', async (_what, name, text, entry, line) => {
    const result = await read(text, name)
    expect(result).toMatchObject({ format: 'settings' })
    expect(found(result)).toEqual([{ value: token, entry, line, name: entry.split(' > ').at(-1) }])
  })

  it('says which host a value is kept for, as GitLab’s command line does', async () => {
    const text = `hosts:\n  gitlab.example:8443:\n    api_protocol: https\n    token: ${token}\n    user: ada\n`
    const [one] = found(await read(text, '/home/ada/.config/glab-cli/config.yml'))
    expect(one).toMatchObject({ entry: 'hosts > gitlab.example:8443 > token', service: 'gitlab.example:8443' })
    const json = JSON.stringify({ 'https://a.example/x': { oauth: { secret: token } } })
    expect(found(await read(json))).toMatchObject([{ service: 'https://a.example/x' }])
  })
})
