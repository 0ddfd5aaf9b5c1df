import { describe, expect, it } from 'vitest'
import { keyrack, saying, vaultFor } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'

interface Listed {
  readonly accounts: readonly {
    readonly id: string
    readonly name: string
    readonly tokens: number
    readonly troubles: string[]
  }[]
}
const accountsIn = (out: string) => (JSON.parse(out) as Listed).accounts

describe('accounts', () => {
  it('are added with the token on standard input, listed with what they see, and removed again', async () => {
    const { ada } = await startWorld()
    const { run } = await vaultFor()
    const added = await run(['account', 'add', 'pulumi', '--url', ada.origin, '--label', 'Ada', '--format', 'json'], {
      input: `${ada.credential}\n`,
    })
    expect(added).toMatchObject({ exit: 0, err: '' })
    const [account] = accountsIn(added.out)
    expect(account).toMatchObject({ name: 'Ada', provider: 'pulumi', address: ada.origin, troubles: [] })
    expect(account!.tokens).toBeGreaterThan(20)
    const listed = await run(['account', 'list', '--format', 'json'])
    // When it was asked last is written once a day.
    const checked = expect.any(String) as string
    expect(accountsIn(listed.out)).toEqual([{ ...account, checked }])
    expect(JSON.parse((await run(['list', '--format', 'json'])).out)).toMatchObject({ format: 'keyrack.tokens/1' })
    expect(await run(['account', 'remove', 'ada'])).toMatchObject({ exit: 0, out: '' })
    expect(accountsIn((await run(['account', 'list', '--format', 'json'])).out)).toEqual([])
    for (const { out, err } of [added, listed]) expect(out + err).not.toContain(ada.credential)
  })

  it('are not added with a token that the provider refuses, without a token, or for a provider that there is not', async () => {
    const { ada } = await startWorld()
    const { run } = await vaultFor()
    const add = ['account', 'add', 'pulumi', '--url', ada.origin]
    const wrong = await run(add, { input: `pul-${'0'.repeat(40)}` })
    expect(wrong).toMatchObject({ exit: 5, out: '' })
    expect(await run(add)).toMatchObject({ exit: 2, err: saying('standard input') })
    expect(await run(['account', 'add', 'nobody'], { input: 'x' })).toMatchObject({ exit: 2, err: saying('pulumi') })
    expect(await run(add, { input: 'EXAMPLE of what is no token\u0007' })).toMatchObject({ exit: 2 })
    expect(await run(['account', 'remove', 'nobody'])).toMatchObject({ exit: 2, err: saying('no account') })
  })

  it('are refused twice', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    const again = await run(['account', 'add', 'pulumi', '--url', world.ada.origin], { input: world.ada.credential })
    expect(again).toMatchObject({ exit: 2, err: saying('“Ada”') })
  })
})

describe('refreshing', () => {
  it('exits 5 when a provider cannot be reached, and leaves what was known', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    const before = await run(['list', '--format', 'csv'])
    expect(before.out.split('\r\n').length).toBeGreaterThan(20)
    await world.pulumi.close()
    const failed = await run(['refresh', '--format', 'json'])
    expect(failed).toMatchObject({ exit: 5, err: saying('Ada') })
    expect(accountsIn(failed.out)[0]!.troubles).toHaveLength(1)
    expect(await run(['list', '--format', 'csv'])).toEqual(before)
  })

  it('lists what has come since', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    world.pulumi.state.addPersonalToken('ada-example', { description: 'came-later' })
    expect((await run(['list', '--search', 'came-later'])).out).toBe('')
    expect(await run(['refresh', '--account', 'Ada'])).toMatchObject({ exit: 0 })
    expect((await run(['list', '--search', 'came-later'])).out).toContain('came-later')
  })

  it('knows usage from faults of the vault: 4 before everything else', async () => {
    expect(await keyrack(['refresh', '--data', '/nowhere/at/all'])).toMatchObject({ exit: 4 })
  })
})
