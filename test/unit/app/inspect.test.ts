import { beforeEach, describe, expect, it } from 'vitest'
import { longestInspected } from '#shared/model/inspection'
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

describe('a file that was dropped', () => {
  const path = '/home/ada/token.txt'
  const drop = (file = path) => run.call['inspect.dropped']({ path: file })
  const put = (text: string) => world.disk.put(path, Buffer.from(text), world.clock.now())

  it('is looked at like what is pasted, and gives nothing of it back; it stays as it is', async () => {
    put(`\ufeffTOKEN="${credential}"\r\n`)
    const answer = await drop()
    expect(answer).toMatchObject({ state: 'looked', accountIds: [accountId] })
    const { state: _state, ...rest } = { ...answer, state: '' }
    expect(rest).toMatchObject({ inspection: { length: credential.length, form: { form: 'opaque' } } })
    expect(JSON.stringify(answer)).not.toContain(credential)
    expect(world.disk.bytes(path).toString()).toContain(credential)
    expect(world.service.calls).toEqual([])
    expect(JSON.stringify(run.log)).not.toContain(credential)
  })

  it('is not left in memory', async () => {
    const bytes = Buffer.from(credential)
    run.fs.read = () => Promise.resolve(bytes)
    expect(await drop()).toMatchObject({ state: 'looked', accountIds: [accountId] })
    expect(bytes.every((byte) => byte === 0)).toBe(true)
  })

  it('is refused when it is a folder, gone, larger than any token, or kept from Keyrack', async () => {
    expect(await drop('/home/ada/nothing')).toEqual({ state: 'refused', why: 'no-file' })
    put('x'.repeat(longestInspected + 1))
    expect(await drop()).toEqual({ state: 'refused', why: 'too-large' })
    for (const [code, why] of [
      ['EISDIR', 'folder'],
      ['EACCES', 'unreadable'],
      ['EINVAL', 'unreadable'],
    ] as const) {
      run.fs.read = () => Promise.reject(Object.assign(new Error(code), { code }))
      expect(await drop()).toEqual({ state: 'refused', why })
    }
  })
})
