import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startGithubSimulator } from '#test/simulators/github/index'
import { startRudderStackSimulator, type RudderStackSimulator } from '#test/simulators/rudderstack/index'
import type { RudderStackToken, RudderStackWorkspace } from '#test/simulators/rudderstack/model'
import { entry, environment, folder, passphrase, saying, vaultFor, type Bench } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'
import { noTerminal, onTerminal } from './support/on-a-terminal.ts'

const keyrack = `'${process.execPath}' '${entry}'`
const missing = noTerminal()
const env = { KEYRACK_PASSPHRASE: passphrase }

let simulator: RudderStackSimulator
let workspace: RudderStackWorkspace
let bench: Bench

/** A vault with an account at RudderStack, which does everything on its own pages. */
beforeEach(async () => {
  simulator = await startRudderStackSimulator()
  onTestFinished(() => simulator.close())
  const { state } = simulator
  workspace = state.addWorkspace(state.addOrganization(), { name: 'Shop events' })
  bench = await vaultFor()
  const { value } = state.addPersonalToken(workspace, { name: 'Keyrack' })
  const added = await bench.run(['account', 'add', 'rudderstack', '--url', simulator.origin, '--label', 'Shop'], {
    input: value,
  })
  expect(added).toMatchObject({ exit: 0 })
})

const creating = (name: string) => ['create', '--account', 'Shop', '--kind', 'personal', '--name', name]

/** A token that was made on the provider's page, with its secret in the vault. */
async function kept(name: string): Promise<RudderStackToken> {
  const token = simulator.state.addPersonalToken(workspace, { name })
  const made = await bench.run([...creating(name), '--done'], { input: token.value })
  expect(made).toMatchObject({ exit: 0, err: '', out: saying(name) })
  return token
}

async function stateOf(name: string): Promise<string | undefined> {
  const { out } = await bench.run(['list', '--search', name, '--format', 'json'])
  return (JSON.parse(out) as { tokens: { name: string; state: string }[] }).tokens.find((one) => one.name === name)
    ?.state
}

/** What a person does: deletes the token on the provider's page, and types. */
const deleting =
  (token: RudderStackToken, typed: string) =>
  (_shown: string, terminal: ChildProcess): void => {
    simulator.state.deleteToken(token)
    terminal.stdin?.write(typed)
  }

/** What the activity log has of revocations, oldest first. */
async function noted(): Promise<string[]> {
  const { out } = await bench.run(['activity', '--format', 'json'])
  const { entries } = JSON.parse(out) as { entries: { what: string; outcome: string; number: number }[] }
  return entries
    .filter(({ what }) => what === 'token-revoked')
    .sort((a, b) => a.number - b.number)
    .map(({ outcome }) => outcome)
}

describe('a token that is revoked on the provider’s page', () => {
  it('is not asked about where there is no terminal: what to do is said, and nothing is noted', async () => {
    await kept('loader')
    for (const args of [
      ['revoke', 'loader'],
      ['revoke', 'loader', '--yes'],
    ]) {
      const ran = await bench.run(args, { input: 'yes\n' })
      expect(ran).toMatchObject({ exit: 2, out: '', err: saying('Find the token by its name') })
      expect(ran.err).toContain('--done')
      expect(ran.err).toMatch(/The page: https?:\/\/\S+\/profile\/tokens\n/)
    }
    expect(await stateOf('loader')).toBe('active')
    expect(await noted()).toEqual([])
  })

  it('is noted with --done once the provider refuses its secret, and not while it works', async () => {
    const token = await kept('loader')
    const alive = await bench.run(['revoke', 'loader', '--done', '--format', 'json'])
    expect(alive).toMatchObject({ exit: 5, err: saying('still accepts') })
    expect(JSON.parse(alive.out)).toMatchObject({ tokens: [{ name: 'loader', outcome: 'still-works' }] })
    expect(await stateOf('loader')).toBe('active')
    simulator.state.deleteToken(token)
    const dead = await bench.run(['revoke', 'loader', '--done', '--format', 'json'])
    expect(dead).toMatchObject({ exit: 0, err: saying('its secret is refused') })
    expect(JSON.parse(dead.out)).toMatchObject({ tokens: [{ name: 'loader', outcome: 'revoked' }] })
    expect(await stateOf('loader')).toBe('revoked')
    expect(await noted()).toEqual(['still-works', 'done'])
  })

  it('is told as unknown where the provider cannot be asked', async () => {
    await kept('loader')
    await simulator.close()
    expect(await bench.run(['revoke', 'loader', '--done'])).toMatchObject({ exit: 5, err: saying('loader') })
    expect(await stateOf('loader')).toBe('active')
  })

  it('leads through it on a terminal, waits, and checks', async ({ skip }) => {
    skip(missing !== null, missing ?? '')
    const token = await kept('loader')
    const line = `${keyrack} revoke loader --yes --data '${bench.data}'`
    const still = await onTerminal(line, [['(yes or no)?', 'yes\r']], env)
    expect(still).toMatchObject({ exit: 5, shown: saying('still accepts') })
    expect(still.shown).toMatch(/The page: http.*1\. If the page.*2\. Find the token.*3\. Confirm/s)
    const gone = await onTerminal(line, [['(yes or no)?', deleting(token, 'yex\u007fs\r')]], env)
    expect(gone).toMatchObject({ exit: 0, shown: saying('its secret is refused') })
    expect(await stateOf('loader')).toBe('revoked')
    expect(await noted()).toEqual(['still-works', 'done'])
  })

  it('notes nothing when the person says no, or interrupts the question', async ({ skip }) => {
    skip(missing !== null, missing ?? '')
    const token = await kept('loader')
    await kept('other')
    simulator.state.deleteToken(token)
    const line = `${keyrack} revoke loader other --yes --data '${bench.data}'`
    const twice = [
      ['(yes or no)?', 'no\r'],
      ['(yes or no)?', '\r'],
    ] as const
    const left = await onTerminal(line, twice, env)
    expect(left).toMatchObject({ exit: 2, shown: saying('Nothing is noted') })
    const stopped = await onTerminal(line, [['(yes or no)?', '\u0003']], env)
    expect(stopped.exit).toBe(130)
    expect(stopped.shown.split('(yes or no)?')).toHaveLength(2)
    expect(await stateOf('loader')).toBe('active')
    expect(await noted()).toEqual([])
  })

  it('says of those before it what became of them when it is interrupted', async ({ skip }) => {
    skip(missing !== null, missing ?? '')
    const token = await kept('loader')
    await kept('other')
    const line = `${keyrack} revoke loader other --yes --format csv --data '${bench.data}'`
    const ran = await onTerminal(
      line,
      [
        ['(yes or no)?', deleting(token, 'yes\r')],
        ['(yes or no)?', '\u0003'],
      ],
      env,
    )
    expect(ran.exit).toBe(130)
    expect(ran.shown).toMatch(/loader,revoked\s+.*,other,cancelled/s)
  })

  it('notes that the check was interrupted, and not that the token is revoked', async () => {
    const token = await kept('loader')
    simulator.state.deleteToken(token)
    const before = simulator.requests.length
    simulator.faults.add({ fault: { kind: 'hang' }, times: Infinity })
    const child = spawn(process.execPath, [entry, 'revoke', 'loader', '--done', '--data', bench.data], {
      env: environment(env),
      stdio: 'ignore',
    })
    const exit = new Promise((resolve) => child.once('close', resolve))
    await expect.poll(() => simulator.requests.length, { timeout: 20_000 }).toBeGreaterThan(before)
    child.kill('SIGINT')
    expect(await exit).toBe(130)
    expect(await stateOf('loader')).toBe('active')
    expect(await noted()).toEqual(['cancelled'])
  })

  it('opens the page where that is asked for, and only then', async () => {
    await kept('loader')
    const bin = await folder()
    const opened = join(bin, 'opened')
    await mkdir(join(bin, 'bin'))
    const program = join(bin, 'bin', process.platform === 'darwin' ? 'open' : 'xdg-open')
    await writeFile(program, `#!/bin/sh\necho "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`)
    await chmod(program, 0o755)
    const given = { env: { PATH: `${join(bin, 'bin')}:${process.env['PATH'] ?? ''}` } }
    const { err } = await bench.run(['revoke', 'loader', '--yes', '--open'], given)
    const [, page] = /The page: (\S+)/.exec(err) ?? []
    await expect.poll(() => readFile(opened, 'utf8').catch(() => '')).toBe(`${page}\n`)
    const none = await bench.run(['revoke', 'loader', '--yes', '--open'], { env: { PATH: '/nowhere' } })
    expect(none).toMatchObject({ exit: 2, err: saying('No browser could be started') })
  })
})

describe('a token that is made on the provider’s page', () => {
  it('is stored when the provider knows its secret, given on standard input or typed when it was told what to do', async ({
    skip,
  }) => {
    const unsaid = await bench.run(creating('piped'), { input: 'EXAMPLE' })
    expect(unsaid).toMatchObject({ exit: 2, out: '', err: saying('Choose Generate new token') })
    expect(unsaid.err).toContain('--done')
    const wrong = await bench.run([...creating('piped'), '--done'], { input: 'EXAMPLE0000000000000000000' })
    expect(wrong).toMatchObject({ exit: 5, out: '' })
    await kept('piped')
    expect(await stateOf('piped')).toBe('active')
    skip(missing !== null, missing ?? '')
    const { value } = simulator.state.addPersonalToken(workspace, { name: 'typed' })
    const line = `${keyrack} ${creating('typed').join(' ')} --data '${bench.data}'`
    const typed = await onTerminal(line, [['that the page shows: ', `${value}\r`]], env)
    expect(typed).toMatchObject({ exit: 0, shown: saying('Choose Generate new token') })
    expect(typed.shown).not.toContain(value)
    expect(await stateOf('typed')).toBe('active')
  })
})

it('is not told how to make a token that would be refused once it is made', async () => {
  const unnamed = ['create', '--account', 'Shop', '--kind', 'personal']
  const refused = await bench.run(unnamed, { input: 'EXAMPLE' })
  expect(refused).toMatchObject({ exit: 2, out: '' })
  expect(refused.err).not.toContain('Choose Generate new token')
})

describe('a token that gets a new secret on the provider’s page', () => {
  it('has that in the vault when the provider knows it, in place of the old one', async () => {
    const github = await startGithubSimulator()
    onTestFinished(() => github.close())
    const { state } = github
    const ada = state.addUser({ login: 'ada-example', name: 'Ada Example' })
    const tokenOf = (name: string) => state.addToken(ada, { kind: 'classic', name })
    const { run } = await vaultFor()
    const added = await run(['account', 'add', 'github', '--url', github.origin, '--label', 'Hub'], {
      input: tokenOf('Keyrack').value,
    })
    expect(added).toMatchObject({ exit: 0 })
    const before = tokenOf('deploy')
    const made = await run(['create', '--account', 'Hub', '--kind', 'classic', '--name', 'deploy', '--done'], {
      input: before.value,
    })
    expect(made).toMatchObject({ exit: 0, err: '' })
    const unsaid = await run(['regenerate', 'deploy'])
    expect(unsaid).toMatchObject({ exit: 2, out: '', err: saying('Choose Regenerate token') })
    const wrong = await run(['regenerate', 'deploy', '--done'], { input: 'ghp_EXAMPLE0000000000000000000000000000000' })
    expect(wrong).toMatchObject({ out: '', err: saying('Leave the page open') })
    expect(wrong.exit).not.toBe(0)
    const after = tokenOf('deploy').value
    const again = await run(['regenerate', 'deploy', '--done'], { input: after })
    expect(again).toMatchObject({ exit: 0, err: '', out: saying('deploy') })
    expect(await run(['reveal', 'deploy', '--stdout'])).toMatchObject({ exit: 0, out: `${after}\n` })
  })
})

it('says of what Keyrack does itself that it is not done on a page', async () => {
  const { run } = await filledVault(await startWorld())
  const made = ['create', '--account', 'Ada', '--name', 'from-a-terminal', '--expires', '30d']
  expect(await run([...made, '--done'], { input: 'EXAMPLE' })).toMatchObject({ exit: 2, err: saying('--done') })
  expect(await run(made)).toMatchObject({ exit: 0 })
  for (const command of ['revoke', 'regenerate']) {
    const ran = await run([command, 'from-a-terminal', '--done'], { input: 'EXAMPLE' })
    expect(ran).toMatchObject({ exit: 2, out: '', err: saying('leave out --done') })
  }
})
