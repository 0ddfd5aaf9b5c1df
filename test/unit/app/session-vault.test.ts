import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, jobId, type Run, settle, until } from '#test/support/app-world'

let world: AppWorld
let run: Run

beforeEach(async () => {
  world = new AppWorld()
  const credential = world.service.person('ada')
  world.service.add('ada', 'classic', { name: 'laptop' })
  run = await world.start()
  await run.call['vault.create']({ choice: 'session', passphrase: null })
  await world.account(run, credential)
})

const laptop = () => world.service.tokens('ada', 'classic').find(({ name }) => name === 'laptop')?.secret ?? ''

async function storeAndCopy(): Promise<void> {
  const { token } = run.window.row('laptop')
  await run.call['secret.store']({ tokenId: token.id, secret: { from: 'field', value: laptop() }, jobId: jobId() })
  await run.call['secret.copy']({ id: run.window.row('laptop').held?.secretId ?? '' })
}

describe('a vault for this session only', () => {
  it('leaves nothing on the disk, and no trace of what was copied', async () => {
    await storeAndCopy()
    expect(world.clipboard.text).toBe(laptop())
    expect(world.disk.files()).toEqual([])
    world.clock.advance(60_000)
    await settle()
    await run.app.close()
    expect(world.disk.files()).toEqual([])
    expect(run.fs.calls.filter(({ step }) => !['list', 'stat', 'read', 'remove'].includes(step))).toEqual([])
  })

  it('takes what was copied out of the clipboard all the same, unless somebody else put something there', async () => {
    await storeAndCopy()
    world.clock.advance(30_000)
    await until(() => world.clipboard.text === '')
    await storeAndCopy()
    world.clipboard.text = 'something else'
    await run.app.close()
    expect(world.clipboard.text).toBe('something else')
  })
})
