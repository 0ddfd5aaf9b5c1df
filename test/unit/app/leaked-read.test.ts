import { beforeEach, describe, expect, it } from 'vitest'
import { Leaks, newlyLeaked } from '#main/app/leaked/leaks'
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

const readFrom = (secrets: Parameters<Run['call']['leaked.read']>[0]['secret']) =>
  run.call['leaked.read']({ secret: secrets })
const read = (...lines: string[]) => readFrom({ from: 'field', value: lines.join('\n') })
const byValue = { how: 'by-value', provider: 'fake', origin, tokenId: null, accountId: null }
const nobodys = { tokenIds: [], accountIds: [] }

describe('reading leaked secrets', () => {
  it('recognises them line by line, sends nothing, and gives nothing of them back', async () => {
    const answer = await read('', ` ${bobs} `, `ghp_EXAMPLE${'0'.repeat(29)}`, bobs, 'fake-', 'hi')
    expect(answer).toEqual({
      leakId: expect.any(String) as string,
      values: [{ line: 2, look: 'likely', prefix: 'fake-', ...nobodys, ways: [byValue] }],
      leftOut: [
        { line: 3, why: 'checksum', provider: 'fake' },
        { line: 5, why: 'shape', provider: 'fake' },
        { line: 6, why: 'unknown', provider: null },
      ],
      doubled: 1,
    })
    expect(world.service.calls).toEqual([])
    expect(JSON.stringify(answer)).not.toContain('EXAMPLE')
  })

  it('takes those of any provider, each by the fastest way that it has', async () => {
    const { values } = await read(bobs, 'glpat-EXAMPLE', 'fapp-x')
    expect(values.map(({ ways }) => ways.map(({ how, provider }) => [how, provider]))).toEqual([
      [['by-value', 'fake']],
      [['itself', 'forge']],
      [['itself', 'fake']],
    ])
  })

  it('leaves it to the person to say whose one is that nothing tells, when it is the only one', async () => {
    const { values } = await read('0123456789abcdef')
    expect(values).toMatchObject([{ look: 'unknown', prefix: '' }])
    expect(values[0]?.ways.map(({ provider }) => provider)).toEqual(['fake', 'forge'])
  })

  it('offers every address at which it may work, those of accounts first', async () => {
    const [instance] = fake.provider.record.instances
    fake.provider.record.instances.push({ ...instance!, origin: 'https://api.none.example' })
    const { values } = await read(bobs)
    expect(values[0]?.ways.map(({ how, origin: at }) => [how, at])).toEqual([
      ['by-value', origin],
      ['itself', 'https://api.none.example'],
    ])
  })

  it('keeps nothing where none can be one', async () => {
    expect(await read('fake-')).toMatchObject({ leakId: null, values: [] })
    expect(await failureOf(read(' ', ''))).toBe('invalid-input')
  })

  it('takes a thousand at once', async () => {
    await expect(read(...Array.from({ length: 1_001 }, (_, at) => `fake-EXAMPLE-${at}`))).rejects.toMatchObject({
      error: { kind: 'invalid-input', limit: 1_000 },
    })
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
    const value = { line: 1, look: 'likely', prefix: 'fake-', tokenIds: [], accountIds: [], ways: [] } as const
    leaks.drop(leaks.keep([newlyLeaked({ ...value, tokenIds: [], accountIds: [], ways: [] }, secret)]))
    expect(secret.use((text) => text)).toMatch(/^\0+$/)
  })
})
