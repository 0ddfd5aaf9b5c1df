import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { sampleRecords } from '#test/unit/vault/sample-records'
import { account, acme, openReal, type RealApp } from './real-app.ts'

const writer = join(projectRoot, 'test/integration/together/writer.ts')
const slow = 120_000

let profile: string
let service: string
const running: ChildProcess[] = []

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'keyrack-together-'))
  service = join(profile, 'service')
  await mkdir(service)
  const { app, vault } = await openReal(profile)
  await app.handlers['vault.create']({ choice: 'os', passphrase: null })
  const sample = sampleRecords.find((record) => 'put' in record && record.put === 'account')
  if (sample === undefined) throw new Error('no sample')
  await vault.records.commit([{ ...sample, id: account.accountId }])
  await app.handlers['other.add']({
    token: {
      name: 'shared',
      service: 'Acme',
      serviceUrl: '',
      owner: '',
      expiry: { kind: 'never' },
      manageUrl: '',
      notes: '',
    },
    secret: null,
  })
  await app.close()
})

afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  await rm(profile, { recursive: true, force: true })
})

/** What a process has said so far that it made durable, and how it ended. */
interface Writing {
  readonly child: ChildProcess
  readonly said: Map<string, string[]>
  readonly ended: Promise<number | null>
}

function write(name: string, rounds: number, said = (_count: number) => {}): Writing {
  const child = spawn(process.execPath, [writer, profile, service, name, String(rounds)], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  const words = new Map<string, string[]>()
  let count = 0
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    const [what = '', word = ''] = line.split(' ')
    words.set(what, [...(words.get(what) ?? []), word])
    said((count += 1))
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code))
  })
  return { child, said: words, ended }
}

/** Everything that the processes have called durable is there, as the next start reads it. */
async function expectAll(writings: readonly Writing[]): Promise<RealApp> {
  const again = await openReal(profile)
  const { app, vault, window } = again
  const all = (what: string) => writings.flatMap(({ said }) => said.get(what) ?? [])
  const { index, inventory } = app.context
  const others = new Map([...index.others].map(([id, { name }]) => [name, id]))
  expect(all('token').filter((word) => !others.has(word))).toEqual([])
  for (const word of all('token')) {
    const held = index.heldOf(others.get(word) ?? '')
    expect(vault.records.get('secret', held?.secretId ?? 'none')).toEqual({ value: `EXAMPLE-${word}` })
  }
  expect(all('note').filter((word) => index.annotations.get(others.get(word) ?? '')?.notes !== word)).toEqual([])
  expect(all('place').filter((id) => !index.places.has(id))).toEqual([])
  const { tags } = window.row('shared')
  expect(all('tag').filter((word) => !tags.includes(word))).toEqual([])
  const listed = new Map(inventory.tokensOfPart(account.accountId, acme).map((token) => [token.issuerId, token.state]))
  expect(all('listed').filter((word) => listed.get(word) !== 'active')).toEqual([])
  const check = await app.handlers['activity.check']({ jobId: 'check' })
  expect(check.faults).toEqual([])
  expect(check.earlier).toEqual([])
  expect((await readdir(join(profile, 'vault', 'snapshots'))).filter((name) => !/^[0-9a-f]{32}$/.test(name))).toEqual(
    [],
  )
  return again
}

describe('two processes that write one vault at the same moment', () => {
  it(
    'lose nothing in a thousand writes, and keep one log without a fork',
    async () => {
      const rounds = 120
      const writings = [write('one', rounds), write('two', rounds)]
      expect(await Promise.all(writings.map(({ ended }) => ended))).toEqual([0, 0])
      const count = writings.flatMap(({ said }) => [...said.values()].flat()).length
      expect(count).toBeGreaterThan(1_000)
      const { app } = await expectAll(writings)
      const entries = await app.context.activity.entries()
      for (const { said } of writings) {
        const troubles = JSON.parse(Buffer.from(said.get('done')?.[0] ?? '', 'base64url').toString()) as unknown
        expect(troubles).toEqual([])
        expect(said.get('token')).toHaveLength(rounds)
      }
      const noted = (what: string) => entries.filter((entry) => entry.what === what).length
      expect(noted('place-added')).toBe(2 * rounds)
      await app.close()
    },
    slow,
  )

  it(
    'lose nothing that one has called durable before it was killed in the middle',
    async () => {
      const one = write('one', 30)
      const two = write('two', 1_000, (count) => {
        if (count === 60) two.child.kill('SIGKILL')
      })
      expect(await two.ended).toBe(null)
      expect(await one.ended).toBe(0)
      const { app } = await expectAll([one, two])
      // And the vault is as good as before.
      await app.handlers['token.annotate']({ tokenId: [...app.context.index.others.keys()][0] ?? '', notes: 'after' })
      await app.close()
      const three = write('three', 5)
      expect(await three.ended).toBe(0)
      await (await expectAll([one, two, three])).app.close()
    },
    slow,
  )

  it(
    'are seen by an app that is open, without being asked',
    async () => {
      const { app, window } = await openReal(profile)
      const one = write('one', 5)
      expect(await one.ended).toBe(0)
      const names = () => new Set([...window.rows.values()].map(({ token }) => token.name))
      const until = Date.now() + 20_000
      while (!(one.said.get('listed') ?? []).every((word) => names().has(word)) && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      expect([...names()].sort()).toEqual([...new Set(['shared', ...(one.said.get('token') ?? [])])].sort())
      expect(window.row('shared').tags).toEqual(one.said.get('tag'))
      await app.close()
    },
    slow,
  )
})
