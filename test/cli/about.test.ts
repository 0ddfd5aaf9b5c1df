import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { environment, folder, keyrack } from './support/keyrack.ts'

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
  it('holds the command line and its manual alone, and runs where it is unpacked', async () => {
    const into = await folder()
    const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', into], {
      cwd: projectRoot,
      env: { ...environment(), npm_config_cache: join(into, 'cache'), npm_config_update_notifier: 'false' },
    })
    const [{ filename, files }] = JSON.parse(packed.stdout.toString()) as [
      { filename: string; files: { path: string }[] },
    ]
    const others = files.filter(
      ({ path }) => !/^(out\/cli\/|docs\/keyrack\.1$|package\.json$|README\.md$|LICENSE)/.test(path),
    )
    expect(others).toEqual([])
    expect(spawnSync('tar', ['-xzf', join(into, filename), '-C', into]).status).toBe(0)
    const unpacked = join(into, 'package')
    const { bin } = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as { bin: { keyrack: string } }
    const ran = spawnSync(process.execPath, [join(unpacked, bin.keyrack), 'inspect', '-'], {
      env: environment(),
      input: 'x',
    })
    expect(ran.status).toBe(0)
    const version = spawnSync(process.execPath, [join(unpacked, bin.keyrack), '--version'], { env: environment() })
    expect(version.stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
