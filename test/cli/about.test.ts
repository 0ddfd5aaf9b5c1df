import { spawnSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { importsOf } from '#build/testing/imports-of'
import { entry, environment, folder, keyrack, passphrase, saying } from './support/keyrack.ts'

describe('what the command line says of itself', () => {
  it('is in the manual page as the tree of commands has it', async () => {
    const { out } = await keyrack(['manual'])
    expect(await readFile(join(projectRoot, 'docs', 'keyrack.1'), 'utf8')).toBe(out)
  })

  it('completes commands, their options and what is below them in bash', async () => {
    const { out } = await keyrack(['completion', 'bash'])
    const complete = (...words: string[]) => {
      const line = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`
      const ran = spawnSync('bash', ['--norc', '-c', `${out}\n${line}; _keyrack; echo "\${COMPREPLY[*]}"`], {
        env: environment(),
      })
      return ran.stdout.toString().trim().split(' ')
    }
    expect(complete('keyrack', 'acc')).toEqual(['account'])
    expect(complete('keyrack', 'account', '')).toEqual(expect.arrayContaining(['add', 'list', 'remove']))
    expect(complete('keyrack', '--data', 'list', 'list', '--exp')).toEqual(['--expiring'])
    expect(complete('keyrack', 'account', 'add', '--ur')).toEqual(['--url'])
    expect(complete('keyrack', 'run', '--', '--e')).toEqual([''])
  })

  it('names every command for zsh and fish too', async () => {
    for (const shell of ['zsh', 'fish']) {
      const { exit, out } = await keyrack(['completion', shell])
      expect(exit).toBe(0)
      for (const word of ['list', 'account', 'remove', 'revoke', 'expiring']) expect(out).toContain(word)
    }
    expect(await keyrack(['completion', 'cmd'])).toMatchObject({ exit: 2 })
  })
})

describe('the npm package', () => {
  it('holds the command line and its manual alone, depends on nothing, and runs where it is unpacked', async () => {
    const into = await folder()
    const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', into], {
      cwd: dirname(entry),
      env: { ...environment(), npm_config_cache: join(into, 'cache'), npm_config_update_notifier: 'false' },
    })
    const [{ filename, files }] = JSON.parse(packed.stdout.toString()) as [
      { filename: string; files: { path: string }[] },
    ]
    const paths = files.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['keyrack.js', 'keyrack.1', 'README.md', 'LICENSE', 'scan-thread.js']))
    expect(
      paths.filter((path) => !/^([\w-]+\.(js|md|schema\.json)|package\.json|keyrack\.1|LICENSE)$/.test(path)),
    ).toEqual([])

    expect(spawnSync('tar', ['-xzf', join(into, filename), '-C', into]).status).toBe(0)
    const unpacked = join(into, 'package')
    const manifest = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as Record<string, unknown>
    expect(Object.keys(manifest).filter((key) => /dependencies|scripts|private/i.test(key))).toEqual([])
    for (const path of [manifest['man'], ...Object.values(manifest['bin'] as Record<string, string>)]) {
      expect(paths).toContain(String(path).replace('./', ''))
    }
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(unpacked, 'keyrack.js'), ...args], {
        env: environment({ KEYRACK_PASSPHRASE: passphrase }),
        input: 'x',
        encoding: 'utf8',
      })
    expect(run('--version').stdout).toBe(`${String(manifest['version'])}\n`)
    expect(run('inspect', '-').status).toBe(0)
    const data = join(into, 'data')
    expect(run('init', '--data', data).status).toBe(0)
    expect(run('scan', unpacked, '--data', data).status).toBe(0)
  })

  it('loads nothing but its own files and modules of Node', async () => {
    const names = (await readdir(dirname(entry))).filter((name) => name.endsWith('.js'))
    const loaded = await Promise.all(
      names.map(async (name) => importsOf(await readFile(join(dirname(entry), name), 'utf8'))),
    )
    const known = new Set(builtinModules)
    const strange = loaded.flat().filter((name) => !name.startsWith('./') && !known.has(name.replace(/^node:/, '')))
    expect(strange).toEqual([])
    expect(loaded.flat()).toContain('node:crypto')
  })
})

describe.skipIf(process.platform === 'win32')('the launcher of the installers', () => {
  /** The launcher as it is installed, with these programs of the names `node` and `nodejs` on PATH and a link to it. */
  async function installed(programs: Readonly<Record<string, string>>) {
    const root = await folder()
    const [path, resources] = [join(root, 'path'), join(root, 'an app', 'resources')]
    await mkdir(path)
    await cp(join(projectRoot, 'build', 'launcher'), join(resources, 'bin'), { recursive: true })
    await cp(dirname(entry), join(resources, 'cli'), { recursive: true })
    for (const [name, script] of Object.entries(programs)) await writeFile(join(path, name), script, { mode: 0o755 })
    for (const tool of ['dirname', 'readlink']) {
      const found = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim()
      await symlink(found, join(path, tool))
    }
    await symlink(join('an app', 'resources', 'bin', 'keyrack'), join(root, 'linked'))
    return (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(join(root, 'linked'), args, {
        env: { PATH: path, HOME: '/home/ada' },
        input: 'a b',
        encoding: 'utf8',
      })
      return { status, stdout, stderr }
    }
  }
  const old = '#!/bin/sh\necho v22.18.9\n'
  const real = `#!/bin/sh\nexec '${process.execPath}' "$@"\n`

  it('runs the command line on a Node that is new enough, through a link and with arguments as they are', async () => {
    const run = await installed({ node: old, nodejs: real })
    expect(run('--version')).toMatchObject({ status: 0, stdout: saying('.'), stderr: '' })
    expect(run('inspect', 'no such  file')).toMatchObject({ status: 2, stdout: '' })
    expect(run('inspect')).toMatchObject({ status: 0, stderr: '' })
  })

  it('says what is missing in one sentence where there is none', async () => {
    for (const programs of [{}, { node: old }, { node: '#!/bin/sh\necho what\n' }]) {
      const run = await installed(programs)
      expect(run('--version')).toEqual({
        status: 1,
        stdout: '',
        stderr: 'keyrack needs Node 22.19 or newer on PATH, and there is none: get it from https://nodejs.org.\n',
      })
    }
  })
})
