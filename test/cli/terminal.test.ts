import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entry, environment, folder, passphrase, saying, vaultFor } from './support/keyrack.ts'
import { noTerminal, onTerminal } from './support/on-a-terminal.ts'

const keyrack = `'${process.execPath}' '${entry}'`
const missing = noTerminal()
const prompt = 'Passphrase of the vault “default”: '

describe('on a terminal', () => {
  it('asks for the passphrase and shows nothing of it, also with standard input and output elsewhere', async ({
    skip,
  }) => {
    skip(missing !== null, missing ?? '')
    const { data } = await vaultFor()
    const plain = await onTerminal(`${keyrack} list --data '${data}'`, [[prompt, `${passphrase}x\u007f\r`]])
    expect(plain).toMatchObject({ exit: 0, shown: saying('no such tokens') })
    const file = join(await folder(), 'list.json')
    const line = `echo 'EXAMPLE of what is no passphrase' | ${keyrack} list --data '${data}' --format json > '${file}'`
    const piped = await onTerminal(line, [[prompt, `${passphrase}\r`]])
    expect(piped.exit).toBe(0)
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ tokens: [] })
    for (const { shown } of [plain, piped]) expect(shown).not.toContain('EXAMPLE')
  })

  it('exits 4 when the passphrase is typed wrongly three times', async ({ skip }) => {
    skip(missing !== null, missing ?? '')
    const { data } = await vaultFor()
    const wrong = [prompt, 'EXAMPLE-of-a-wrong-one\r'] as const
    const ran = await onTerminal(`${keyrack} list --data '${data}'`, [wrong, wrong, wrong, wrong])
    expect(ran.exit).toBe(4)
    expect(ran.shown.split(prompt)).toHaveLength(4)
    expect(ran.shown).not.toContain('EXAMPLE')
    const second = await onTerminal(`${keyrack} list --data '${data}'`, [wrong, [prompt, `${passphrase}\r`]])
    expect(second.exit).toBe(0)
  })

  it('makes a vault with a passphrase typed twice, and shows the recovery code there and not in the pipe', async ({
    skip,
  }) => {
    skip(missing !== null, missing ?? '')
    const data = await folder()
    const out = join(await folder(), 'out')
    const line = `${keyrack} init --data '${data}' > '${out}' 2>&1`
    const typed = `${passphrase}\r`
    const ran = await onTerminal(line, [
      ['New passphrase', typed],
      ['once more', typed],
    ])
    expect(ran.exit).toBe(0)
    const [code] = /[0-9A-Z]{4,}(?:-[0-9A-Z]{4,})+/.exec(ran.shown) ?? ['']
    expect(code.length).toBeGreaterThan(20)
    expect(await readFile(out, 'utf8')).not.toContain(code)
    const other = await onTerminal(`${keyrack} init --data '${await folder()}'`, [
      ['New passphrase', typed],
      ['once more', `${passphrase}-\r`],
    ])
    expect(other).toMatchObject({ exit: 2, shown: saying('two passphrases') })
  })

  it('exits 130 when the question is interrupted, by the keyboard and by a signal', async ({ skip }) => {
    skip(missing !== null, missing ?? '')
    const { data } = await vaultFor()
    const line = `echo "pid $$."; exec ${keyrack} list --data '${data}'`
    expect(await onTerminal(line, [[prompt, 'EXAMPLE\u0003']])).toMatchObject({ exit: 130 })
    for (const [name, exit] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      const ran = await onTerminal(line, [[prompt, (shown) => process.kill(pidIn(shown), name)]])
      expect(ran).toMatchObject({ exit })
    }
  })

  it('does not wait for ever for somebody to type when the terminal has gone', async ({ skip }) => {
    skip(missing !== null, missing ?? '')
    const { data } = await vaultFor()
    const line = `trap '' HUP; echo "pid $$."; exec ${keyrack} list --data '${data}'`
    const { shown } = await onTerminal(line, [[prompt, (_shown, terminal) => terminal.kill('SIGKILL')]])
    await expect.poll(() => isThere(pidIn(shown)), { timeout: 10_000 }).toBe(false)
  })
})

describe('a command that is interrupted', () => {
  it.runIf(process.platform === 'linux')('ends at once, also while it waits for standard input', async () => {
    const { data } = await vaultFor()
    for (const args of [
      ['inspect', '-'],
      ['account', 'add', 'pulumi', '--data', data],
    ]) {
      const child = spawn(process.execPath, [entry, ...args], { env: environment({ KEYRACK_PASSPHRASE: passphrase }) })
      child.stdin.write('EXAMPLE')
      await expect.poll(() => catches(child.pid, 1), { timeout: 10_000 }).toBe(true)
      child.kill('SIGINT')
      // A second one would end it in any case, and says so by its number.
      const second = setTimeout(() => child.kill('SIGTERM'), 10_000)
      const ended = await new Promise((resolve) => child.once('close', resolve))
      clearTimeout(second)
      expect(ended).toBe(130)
    }
  })
})

describe('what cannot be written', () => {
  it('is no failure where the reader has what it wanted', async () => {
    const child = spawn(process.execPath, [entry, 'manual'], { env: environment() })
    child.stdout.destroy()
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    const exit = await new Promise((resolve) => child.once('close', resolve))
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    const head = spawnSync('bash', ['-c', `${keyrack} manual | head -n 1; echo "\${PIPESTATUS[0]}"`], {
      env: environment(),
      encoding: 'utf8',
    })
    expect(head).toMatchObject({ stderr: '', stdout: saying('\n0\n') })
  })

  it.runIf(existsSync('/dev/full'))('exits 1 where the disk is full, and says so', () => {
    const full = spawnSync('sh', ['-c', `${keyrack} manual > /dev/full`], { env: environment(), encoding: 'utf8' })
    expect(full).toMatchObject({ status: 1, stderr: 'keyrack: The result could not be written (ENOSPC).\n' })
  })
})

function pidIn(shown: string): number {
  return Number(/pid (\d+)\./.exec(shown)?.[1])
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Has the process a handler for the signal with this number? Node itself has one for 2, but none for 1. Linux only. */
function catches(pid: number | undefined, signal: number): boolean {
  const mask = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0'
  return (BigInt(`0x${mask}`) & (1n << BigInt(signal - 1))) !== 0n
}
