import { expect, it } from 'vitest'
import { shownBy } from '#main/cli/tokens'
import { refresh } from '#test/support/app-world'
import { withAda, type Given } from './ada.ts'

const day = 86_400_000

/** Two accounts, two kinds, two other services, and a token of which only a person knows when it ends. */
async function manyKinds(): Promise<Given> {
  const given = await withAda([['acme', 'org', 'deploy']])
  const { world, run } = given
  const bob = world.service.person('bob', ['beta'])
  world.service.add('beta', 'org', { name: 'release' })
  await world.account(run, bob, 'Home')
  Object.assign(world.service.tokens('acme', 'org')[0]!, { expiry: { kind: 'unknown' } })
  await refresh(run)
  await run.call['token.annotate']({ tokenId: run.window.row('deploy').token.id, expiry: world.clock.now() + 10 * day })
  for (const service of ['Mailer', 'Printer']) {
    await run.call['other.add']({
      token: {
        name: `of ${service}`,
        service,
        serviceUrl: '',
        owner: 'ada',
        expiry: { kind: 'never' },
        manageUrl: '',
        notes: '',
      },
      secret: null,
    })
  }
  return given
}

it('the rows of all tokens are those of each, with the ends that persons know, each once', async () => {
  const { run } = await manyKinds()
  const { rows } = run.app.context
  const all = [...rows.all()]
  const ids = all.map(({ token }) => token.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual([...run.window.rows.keys()].sort())
  expect(all).toEqual(ids.map((id) => rows.row(id)))
  expect(all.find(({ token }) => token.name === 'deploy')?.token.expiry).toMatchObject({ kind: 'at', by: 'typed' })
  expect([...rows.tokens()]).toEqual(all.map(({ token }) => token))
})

it('each row of a list has the names of its own provider, account and kind', async () => {
  const { run } = await manyKinds()
  const { context } = run.app
  const shown = shownBy(context)
  const rows = [...context.rows.all()]
  const names = rows.map((row) => shown(row).names)
  // Asked one by one, so that nothing can be taken from the row before.
  expect(names).toEqual(rows.map((row) => shownBy(context)(row).names))
  expect(new Set(names.map(({ account }) => account)).size).toBe(3)
  expect(names.map(({ provider }) => provider)).toEqual(expect.arrayContaining(['Mailer', 'Printer']))
  expect(new Set(names.map(({ kind }) => kind)).size).toBeGreaterThan(2)
})
