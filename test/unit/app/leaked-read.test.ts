import { beforeEach, describe, expect, it } from 'vitest'
import { Leaks } from '#main/app/leaks'
import { Secret } from '#main/ports/secret'
import { AppWorld, failureOf, type Run } from '#test/support/app-world'
import { byValueProvider, type FakeByValue } from '#test/support/by-value-provider'
import { FakeRandom } from '#test/support/fake-random'

const origin = 'https://api.fake.example'

let world: AppWorld
let fake: FakeByValue
let run: Run
let bobs: string

beforeEach(async () => {
  world = new AppWorld()
  fake = byValueProvider(world.service)
  const shape = { kind: null, prefix: 'glpat-', pattern: '^glpat-\\w+$', checksum: null }
  const forge = { ...fake.provider, record: { ...fake.provider.record, id: 'forge', shapes: [shape] } }
  world.providers = [fake.provider, forge]
  run = await world.ready()
  bobs = world.service.person('bob')
})

const readFrom = (secrets: Parameters<Run['call']['leaked.read']>[0]['secrets'], at = origin) =>
  run.call['leaked.read']({ provider: 'fake', origin: at, secrets })
const read = (...lines: string[]) => readFrom({ from: 'field', value: lines.join('\n') })

describe('reading leaked secrets', () => {
  it('recognises them line by line, sends nothing, and gives nothing of them back', async () => {
    const answer = await read('', ` ${bobs} `, `ghp_EXAMPLE${'0'.repeat(29)}`, bobs, 'fake-', 'fapp-x', 'hi')
    expect(answer).toEqual({
      leakId: expect.any(String) as string,
      values: [{ line: 2, prefix: 'fake-', checked: false, tokenIds: [], accountIds: [] }],
      leftOut: [
        { line: 3, why: 'checksum', provider: null },
        { line: 5, why: 'shape', provider: null },
        { line: 6, why: 'not-ended', provider: null },
        { line: 7, why: 'unknown', provider: null },
      ],
      doubled: 1,
    })
    expect(world.service.calls).toEqual([])
    expect(JSON.stringify(answer)).not.toContain('EXAMPLE')
  })

  it('says whose a secret looks like that is another provider’s', async () => {
    expect(await read('glpat-EXAMPLE')).toMatchObject({
      leakId: null,
      leftOut: [{ line: 1, why: 'other-provider', provider: 'forge' }],
    })
  })

  it('keeps nothing where none can be ended', async () => {
    expect(await read('fake-')).toMatchObject({ leakId: null, values: [] })
    expect(await failureOf(read(' ', ''))).toBe('invalid-input')
  })

  it('takes no more than one call does', async () => {
    await expect(read(...Array.from({ length: 7 }, (_, at) => `fake-EXAMPLE-${at}`))).rejects.toMatchObject({
      error: { kind: 'invalid-input', limit: 6 },
    })
  })

  it('goes to addresses of the provider and of accounts only, and where there is such a call', async () => {
    const field = { from: 'field', value: bobs } as const
    expect(await failureOf(readFrom(field, 'https://evil.example'))).toBe('origin-refused')
    expect(await failureOf(run.call['leaked.read']({ provider: 'none', origin, secrets: field }))).toBe('not-supported')
    const [instance] = fake.provider.record.instances
    fake.provider.record.instances.push({ ...instance!, origin: 'https://api.none.example' })
    expect(await failureOf(readFrom(field, 'https://api.none.example'))).toBe('not-supported')
  })

  it('lets main read the clipboard, and the vault', async () => {
    world.clipboard.text = bobs
    expect((await readFrom({ from: 'clipboard' })).values).toHaveLength(1)
    expect(await failureOf(readFrom({ from: 'stored', secretId: 'none' }))).toBe('not-found')
  })
})

describe('a leaked secret in memory', () => {
  it('is wiped when it is dropped', () => {
    const leaks = new Leaks(world.clock, new FakeRandom(1))
    const secret = new Secret(bobs)
    const value = { line: 1, prefix: 'fake-', checked: false, tokenIds: [], accountIds: [] }
    const values = [{ ...value, secret, wasRefused: null, state: 'not-asked' as const }]
    leaks.drop(leaks.keep({ provider: 'fake', origin, values }))
    expect(secret.use((text) => text)).toMatch(/^\0+$/)
  })
})
