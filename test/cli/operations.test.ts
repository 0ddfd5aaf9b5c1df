import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { entry, environment, passphrase, saying, type Bench } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'

interface Token {
  readonly id: string
  readonly name: string
  readonly stored: boolean
  readonly state: string
  readonly expires: string
}
const tokenIn = (out: string) => (JSON.parse(out) as { token: Token }).token

async function made(run: Bench['run'], name = 'from-a-terminal'): Promise<Token> {
  const created = await run(['create', '--account', 'Ada', '--name', name, '--expires', '30d', '--format', 'json'])
  expect(created).toMatchObject({ exit: 0, err: '' })
  return tokenIn(created.out)
}

/** The secret of a token, as `reveal` gives it. */
const secretOf = async (run: Bench['run'], id: string) => (await run(['reveal', id, '--stdout'])).out.trimEnd()

describe('operations', () => {
  it('make a token, give its secret to nobody but reveal, regenerate it, revoke it, and journal all of that', async () => {
    const { run } = await filledVault(await startWorld())
    const token = await made(run)
    expect(token).toMatchObject({ name: 'from-a-terminal', stored: true, state: 'active' })
    expect(await run(['reveal', token.id])).toMatchObject({ exit: 2, out: '', err: saying('--stdout') })
    const secret = await secretOf(run, token.id)
    expect(secret).toMatch(/^pul-[0-9a-f]{40}$/)

    const again = await run(['regenerate', token.id, '--format', 'json'])
    expect(again).toMatchObject({ exit: 0, err: saying('still works') })
    const successor = tokenIn(again.out)
    expect(successor.id).not.toBe(token.id)
    expect(await secretOf(run, successor.id)).not.toBe(secret)

    const asked = await run(['revoke', token.id, successor.id])
    expect(asked).toMatchObject({ exit: 2, out: '', err: saying('--yes') })
    const revoked = await run(['revoke', token.id, successor.id, '--yes', '--format', 'json'])
    expect(revoked.exit).toBe(0)
    expect(JSON.parse(revoked.out)).toMatchObject({ tokens: [{ outcome: 'revoked' }, { outcome: 'revoked' }] })
    const listed = await run(['list', '--state', 'revoked', '--format', 'csv'])
    expect(listed.out).toContain(token.id)

    const log = await run(['activity', '--format', 'json'])
    const what = (JSON.parse(log.out) as { entries: { what: string }[] }).entries.map((one) => one.what)
    expect(what).toEqual(
      expect.arrayContaining(['token-created', 'secret-revealed', 'token-regenerated', 'token-revoked']),
    )
    for (const { out, err } of [again, asked, revoked, listed, log]) expect(out + err).not.toContain(secret)
  })

  it('exit 5 when the provider refuses, and 2 when the form does', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    expect(await run(['create', '--account', 'Ada', '--expires', '9999d'])).toMatchObject({ exit: 2 })
    expect(await run(['create', '--account', 'nobody'])).toMatchObject({ exit: 2 })
    expect(await run(['revoke', 'nothing', '--yes'])).toMatchObject({ exit: 2, err: saying('no token') })
    const { id } = await made(run)
    await world.pulumi.close()
    expect(await run(['revoke', id, '--yes'])).toMatchObject({ exit: 5, out: saying(id) })
    expect(await run(['create', '--account', 'Ada', '--name', 'x'])).toMatchObject({ exit: 5, out: '' })
  })

  it('guard what Keyrack signs in with, or may', async () => {
    const { run } = await filledVault(await startWorld())
    const own = await run(['list', '--format', 'json'])
    const tokens = (JSON.parse(own.out) as { tokens: (Token & { ownCredential: string })[] }).tokens
    const guarded = tokens.find(({ ownCredential, state }) => ownCredential !== 'no' && state === 'active')!
    expect(await run(['revoke', guarded.id, '--yes'])).toMatchObject({ exit: 2, err: saying('--own-credential') })
    expect(await run(['regenerate', guarded.id])).toMatchObject({ exit: 2, err: saying('--own-credential') })
  })
})

describe('run', () => {
  it('gives a program the secret and nothing of Keyrack’s, masks it, and exits as the program does', async () => {
    const { run } = await filledVault(await startWorld())
    const { id } = await made(run)
    const secret = await secretOf(run, id)
    const script =
      'echo "is $TOKEN;"; echo "in pieces: ${TOKEN%????????}" | cut -c1-15; echo "$TOKEN" >&2; env | grep -c ^KEYRACK; exit 7'
    const ran = await run(['run', '--env', `TOKEN=${id}`, '--', 'sh', '-c', script])
    expect(ran).toEqual({ exit: 7, out: 'is [masked];\nin pieces: pul-\n0\n', err: '[masked]\n' })
    const open = await run(['run', '--no-masking', '--env', 'TOKEN=from-a-terminal', '--', 'sh', '-c', 'echo $TOKEN'])
    expect(open).toEqual({ exit: 0, out: `${secret}\n`, err: '' })
  })

  it('passes on what is on standard input, and says when there is no such program', async () => {
    const { run } = await filledVault(await startWorld())
    const { id } = await made(run)
    const args = ['run', '--env', `TOKEN=${id}`, '--']
    expect(await run([...args, 'cat'], { input: 'what came in' })).toEqual({ exit: 0, out: 'what came in', err: '' })
    expect(await run([...args, '/no/such/program'])).toMatchObject({ exit: 127, out: '' })
    expect(await run([...args, '/etc'])).toMatchObject({ exit: 126, out: '' })
    expect(await run(['run', '--env', 'TOKEN', '--', 'true'])).toMatchObject({ exit: 2 })
    expect(await run(['run', '--env', `TOKEN=${id}`])).toMatchObject({ exit: 2 })
  })

  it('forwards signals to the program, and ends as it does', async () => {
    const { data, run } = await filledVault(await startWorld())
    const { id } = await made(run)
    const script = 'trap "echo caught; exit 9" TERM; echo ready; while :; do sleep 0.05; done'
    const child = spawn(
      process.execPath,
      [entry, 'run', '--data', data, '--env', `TOKEN=${id}`, '--', 'sh', '-c', script],
      { env: environment({ KEYRACK_PASSPHRASE: passphrase }), stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let out = ''
    const exit = await new Promise<number | null>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (out === '' && text !== '') child.kill('SIGTERM')
        out += text
      })
      child.once('close', resolve)
    })
    expect({ exit, out }).toEqual({ exit: 9, out: 'ready\ncaught\n' })
  })
})
