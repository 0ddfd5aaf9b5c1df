import { beforeEach, describe, expect, it } from 'vitest'
import { npmRegistries } from '#main/importers/npm-registries'
import type { ToolPlaces } from '#main/ports/tool-places'
import { fileError } from '#test/support/fake-disk'
import { FakeFileSystem } from '#test/support/fake-file-system'

let files: Map<string, string>
let read: string[]
let places: ToolPlaces

beforeEach(() => {
  files = new Map()
  read = []
  places = {
    platform: 'linux',
    home: '/home/ada',
    environment: {},
    folderOf: (program) => Promise.resolve(program === 'node' ? '/usr/local/bin' : undefined),
  }
})

class TextFiles extends FakeFileSystem {
  override async read(path: string): Promise<Buffer> {
    read.push(path)
    const text = files.get(path)
    if (text === undefined) throw fileError('ENOENT', path)
    return Buffer.from(text)
  }
}

async function registries() {
  const found = await npmRegistries(new TextFiles(), places)
  return found.map(({ secret, ...rest }) => ({ ...rest, secret: secret?.use((value) => value) ?? null }))
}

const user = (...lines: string[]) => files.set('/home/ada/.npmrc', lines.join('\n'))

describe('registries that an npm configuration names', () => {
  it('are the one for everything and those of scopes, with the token of each', async () => {
    user(
      'registry=https://r.example/',
      '@acme:registry=https://npm.acme.example/artifactory/api/npm/npm-local/',
      '//r.example/:_authToken=EXAMPLE-default',
      '//npm.acme.example/artifactory/api/npm/npm-local/:_authToken=EXAMPLE-acme',
    )
    const common = { place: 'user', unset: null }
    expect(await registries()).toEqual([
      { ...common, address: 'https://r.example/', scope: null, secret: 'EXAMPLE-default' },
      {
        ...common,
        address: 'https://npm.acme.example/artifactory/api/npm/npm-local/',
        scope: '@acme',
        secret: 'EXAMPLE-acme',
      },
    ])
  })

  it('are told by their token alone, where it is for the registry that npm knows by itself', async () => {
    user('//r.example/:_authToken=EXAMPLE-1', '//localhost:4873/:_authToken=EXAMPLE-2')
    expect(await registries()).toMatchObject([
      { address: 'https://r.example/', scope: undefined, secret: 'EXAMPLE-1' },
      { address: 'http://localhost:4873/', scope: undefined, secret: 'EXAMPLE-2' },
    ])
  })

  it.each([
    ['//host.example/a/b/:_authToken', 'EXAMPLE'],
    ['//host.example/a/b:_authToken', 'EXAMPLE'],
    ['//host.example/a/:_authToken', 'EXAMPLE'],
    ['//host.example/:_authToken', 'EXAMPLE'],
    ['//host.example:_authToken', 'EXAMPLE'],
    ['//host.example/a/c/:_authToken', null],
    ['//host.example/a/bc/:_authToken', null],
    ['//host.example:8443/:_authToken', null],
    ['//evil.example/:_authToken', null],
    // Not of any host: npm itself takes it for none any more.
    ['_authToken', null],
  ])('have the token that npm would send them, also one kept further up the path: %s', async (key, secret) => {
    user('registry=https://host.example/a/b/', `${key}=EXAMPLE`)
    const found = await registries()
    expect(found.find(({ scope }) => scope === null)?.secret).toBe(secret)
  })

  it('have the token of the longest path', async () => {
    user('registry=https://h.example/a/', '//h.example/:_authToken=EXAMPLE-1', '//h.example/a/:_authToken=EXAMPLE-2')
    expect((await registries())[0]).toMatchObject({ secret: 'EXAMPLE-2' })
  })

  it('have no token where npm would sign in with a password', async () => {
    user('registry=https://h.example/a/', '//h.example/:_authToken=EXAMPLE-1', '//h.example/a/:_auth=YTpi')
    expect((await registries())[0]).toMatchObject({ address: 'https://h.example/a/', secret: null, unset: null })
  })

  it('take what they say from the environment, and say which variable is not set', async () => {
    user(
      '@${TEAM}:registry=https://${HOST}/npm/',
      '//${HOST}/npm/:_authToken=${NPM_TOKEN}',
      '//ci.example/:_authToken=${CI_TOKEN}',
    )
    places = { ...places, environment: { TEAM: 'acme', HOST: 'r.example', NPM_TOKEN: 'EXAMPLE-env' } }
    expect(await registries()).toMatchObject([
      { address: 'https://r.example/npm/', scope: '@acme', secret: 'EXAMPLE-env', unset: null },
      { address: 'https://ci.example/', secret: null, unset: 'CI_TOKEN' },
    ])
  })

  it('are those of the environment before the person’s, and of the person before the computer’s', async () => {
    user('registry=https://user.example/', '@acme:registry=https://user.example/acme/')
    files.set('/usr/local/etc/npmrc', 'registry=https://global.example/\n@globex:registry=https://global.example/x/')
    places = { ...places, environment: { NPM_CONFIG_REGISTRY: 'https://env.example/' } }
    expect((await registries()).map(({ address, place }) => [place, address])).toEqual([
      ['environment', 'https://env.example/'],
      ['user', 'https://user.example/acme/'],
      ['global', 'https://global.example/x/'],
    ])
  })

  it('come from the files that the environment names', async () => {
    files.set('/elsewhere/user', 'prefix=~/own\nregistry=https://a.example/')
    files.set('/home/ada/own/etc/npmrc', '@acme:registry=https://b.example/')
    places = { ...places, environment: { npm_config_userconfig: '/elsewhere/user' } }
    expect((await registries()).map(({ address }) => address)).toEqual(['https://a.example/', 'https://b.example/'])
  })

  it('come from no file that is relative to where Keyrack was started, and from none of a project', async () => {
    files.set('.npmrc', 'registry=https://evil.example/')
    places = { ...places, environment: { npm_config_userconfig: '.npmrc', PREFIX: 'here' } }
    expect(await registries()).toEqual([])
    expect(read.filter((path) => !path.startsWith('/'))).toEqual([])
  })

  it('are looked for where Windows has them', async () => {
    files.set('C:\\Users\\ada\\.npmrc', 'registry=https://a.example/')
    files.set('C:\\Users\\ada\\AppData\\Roaming\\npm\\etc\\npmrc', '@acme:registry=https://b.example/')
    const environment = { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }
    places = { ...places, platform: 'win32', home: 'C:\\Users\\ada', environment }
    expect((await registries()).map(({ address }) => address)).toEqual(['https://a.example/', 'https://b.example/'])
  })

  it('are none where there is no configuration', async () => {
    places = { ...places, folderOf: () => Promise.resolve(undefined) }
    expect(await registries()).toEqual([])
    expect(read).toEqual(['/home/ada/.npmrc'])
  })
})
