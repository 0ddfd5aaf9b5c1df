import { beforeEach, describe, expect, it } from 'vitest'
import { AppWorld, failureOf, type Run } from '#test/support/app-world'

let world: AppWorld
let run: Run
let credential: string
let accountId: string

beforeEach(async () => {
  world = new AppWorld()
  run = await world.ready()
  credential = world.service.person('ada')
  accountId = await world.account(run, credential)
  world.service.calls.length = 0
})

const look = (secret: Parameters<Run['call']['inspect.look']>[0]['secret']) => run.call['inspect.look']({ secret })
const typed = (value: string) => look({ from: 'field', value })

/** A secret in the vault that no provider's is. */
async function stored(value: string): Promise<{ tokenId: string; secretId: string }> {
  const { tokenId } = await run.call['other.add']({
    token: {
      name: 'mailer',
      service: 'Mailer',
      serviceUrl: '',
      owner: '',
      expiry: { kind: 'never' },
      manageUrl: '',
      notes: '',
    },
    secret: { from: 'field', value },
  })
  return { tokenId, secretId: run.window.row('mailer').held!.secretId }
}

describe('inspecting a value', () => {
  it('says whose it is, where it is stored and who signs in with it, and gives nothing of it back', async () => {
    const { tokenId, secretId } = await stored(credential)
    for (const answer of [
      await typed(credential),
      await typed(`TOKEN="${credential}"`),
      await look({ from: 'stored', secretId }),
    ]) {
      expect(answer).toMatchObject({ tokenIds: [tokenId], accountIds: [accountId] })
      expect(answer.inspection).toMatchObject({ length: credential.length, form: { form: 'opaque' } })
      expect(JSON.stringify(answer)).not.toContain(credential)
    }
  })

  it('sends nothing and writes nothing', async () => {
    const before = world.disk.files().map((path) => [path, world.disk.bytes(path).toString('base64')])
    await typed(credential)
    expect(world.service.calls).toEqual([])
    expect(world.disk.files().map((path) => [path, world.disk.bytes(path).toString('base64')])).toEqual(before)
    expect(JSON.stringify(run.log)).not.toContain(credential)
  })

  it('knows nothing of a value that is nowhere, or that is none', async () => {
    expect(await typed('EXAMPLE-of-nobody')).toMatchObject({ tokenIds: [], accountIds: [] })
    expect(await typed('   ')).toMatchObject({ inspection: { form: { form: 'empty' } }, tokenIds: [], accountIds: [] })
  })

  it('takes it from the clipboard, which main reads itself', async () => {
    world.clipboard.text = credential
    expect((await look({ from: 'clipboard' })).accountIds).toEqual([accountId])
    world.clipboard.text = ''
    expect(await failureOf(look({ from: 'clipboard' }))).toBe('clipboard-empty')
  })

  it('of a stored secret that was forgotten fails', async () => {
    expect(await failureOf(look({ from: 'stored', secretId: 'none' }))).toBe('not-found')
  })
})
