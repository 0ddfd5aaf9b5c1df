import { beforeEach, describe, expect, it } from 'vitest'
import type { TypedWhere } from '#shared/model/place'
import { placesInUse } from '#shared/rules/places'
import { AppWorld, failureOf, jobId, type Run, until } from '#test/support/app-world'

const variable: TypedWhere = { kind: 'variable', name: 'DEPLOY_TOKEN in acme/site' }
const file: TypedWhere = { kind: 'file', path: '/home/ada/.npmrc' }

let world: AppWorld
let run: Run
let accountId: string

beforeEach(async () => {
  world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
  world.service.add('ada', 'classic', { name: 'laptop' })
  run = await world.ready()
  accountId = await world.account(run, credential)
})

const idOf = (name: string) => run.window.row(name).token.id
const placesOf = (name: string) => run.window.row(name).places ?? []
const add = async (name: string, where: TypedWhere, note = '') => {
  world.clock.advance(1)
  return (await run.call['place.add']({ tokenId: idOf(name), where, note })).placeId
}
const setReplaced = (placeId: string, by: string | null, replaced = true) =>
  run.call['place.setReplaced']({ placeId, replaced, by })
const restart = async () => {
  await run.app.close()
  run = await world.start()
}
/** Puts what a look into a file would have noted. */
const see = async (placeId: string, value: string | null) => {
  const place = run.vault.records.get('place', placeId)
  if (place === undefined) throw new Error('no such place')
  const fingerprint = value === null ? null : run.vault.records.fingerprint(value)
  await run.vault.records.commit([{ put: 'place', id: placeId, value: { ...place, seen: { at: 5, fingerprint } } }])
  await restart()
}

describe('the places of a token', () => {
  it('come with its row, also after a restart, and with no other', async () => {
    const placeId = await add('deploy', variable, 'ask Bob')
    const expected = [
      {
        id: placeId,
        tokenId: idOf('deploy'),
        where: variable,
        note: 'ask Bob',
        addedAt: world.clock.now(),
        oldSince: null,
        replaced: null,
        seen: null,
      },
    ]
    expect(placesOf('deploy')).toEqual(expected)
    expect(run.window.row('laptop').places).toBeUndefined()
    await restart()
    expect(placesOf('deploy')).toEqual(expected)
  })

  it('are noted once each', async () => {
    const placeId = await add('deploy', file)
    expect(await failureOf(add('deploy', file, 'again'))).toBe('name-taken')
    await add('laptop', file)
    const other = await add('deploy', variable)
    const taken = run.call['place.edit']({ placeId: other, where: file, note: '' })
    expect(await failureOf(taken)).toBe('name-taken')
    await run.call['place.edit']({ placeId, where: file, note: 'mine' })
    expect(placesOf('deploy').map(({ where, note }) => [where.kind, note])).toEqual([
      ['file', 'mine'],
      ['variable', ''],
    ])
  })

  it('are 200 at most', async () => {
    for (let count = 0; count < 200; count += 1) await add('deploy', { kind: 'server', name: `build-${count}` })
    expect(await failureOf(add('deploy', variable))).toBe('too-large')
    expect(placesOf('deploy')).toHaveLength(200)
  })

  it('are of a token that is there, and in one line', async () => {
    const where: TypedWhere = { kind: 'server', name: 'build\u202e7' }
    await expect(add('deploy', where)).rejects.toThrow()
    const none = run.call['place.add']({ tokenId: 'nobody/knows', where: variable, note: '' })
    expect(await failureOf(none)).toBe('not-found')
  })

  it('can be removed, and put back as they were', async () => {
    const placeId = await add('deploy', file, 'mine')
    await setReplaced(placeId, null)
    const [before] = placesOf('deploy')
    await run.call['place.remove']({ placeId })
    expect(run.window.row('deploy').places).toBeUndefined()
    expect(await failureOf(run.call['place.remove']({ placeId }))).toBe('not-found')
    await run.call['place.putBack']({ placeId })
    expect(placesOf('deploy')).toEqual([before])
    expect(await failureOf(run.call['place.putBack']({ placeId }))).toBe('not-found')
  })

  it('cannot be put back once the vault was locked', async () => {
    const placeId = await add('deploy', file)
    await run.call['place.remove']({ placeId })
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect(await failureOf(run.call['place.putBack']({ placeId }))).toBe('not-found')
  })

  it('go with their account', async () => {
    await add('deploy', file)
    await run.call['account.remove']({ accountId, acceptLosing: 0 })
    expect(run.vault.records.ids('place')).toEqual([])
  })

  it('go with their other service, unless another token has taken its place there', async () => {
    const token = { name: 'vpn', service: 'VPN', serviceUrl: '', owner: '', manageUrl: '', notes: '' } as const
    const { tokenId } = await run.call['other.add']({ token: { ...token, expiry: { kind: 'never' } }, secret: null })
    const gone = await add('vpn', variable)
    const taken = await add('vpn', file)
    const given = await add('deploy', file)
    await setReplaced(taken, idOf('deploy'))
    await setReplaced(given, tokenId)
    await run.call['other.remove']({ tokenId })
    expect(run.vault.records.get('place', gone)).toBeUndefined()
    expect(run.vault.records.get('place', taken)).toMatchObject({ tokenId: idOf('deploy'), replaced: null })
    expect(run.vault.records.get('place', given)?.replaced).toMatchObject({ by: null })
  })
})

describe('a place whose value was replaced', () => {
  it('is in use by the successor, and was by the one before', async () => {
    const placeId = await add('deploy', file)
    world.clock.advance(1000)
    await setReplaced(placeId, idOf('laptop'))
    const replaced = { at: world.clock.now(), by: idOf('laptop') }
    for (const name of ['deploy', 'laptop']) expect(placesOf(name)).toMatchObject([{ id: placeId, replaced }])
    expect(placesInUse(run.window.row('deploy'))).toEqual([])
    expect(placesInUse(run.window.row('laptop'))).toHaveLength(1)
  })

  it('is back where it was when that was a mistake', async () => {
    const placeId = await add('deploy', file)
    await setReplaced(placeId, idOf('laptop'))
    await setReplaced(placeId, null, false)
    expect(run.window.row('laptop').places).toBeUndefined()
    expect(placesInUse(run.window.row('deploy'))).toHaveLength(1)
  })

  it('leaves the first token behind when its successor has a successor', async () => {
    world.service.add('ada', 'classic', { name: 'third' })
    await run.call['inventory.refresh']({ accountId, jobId: jobId() })
    const placeId = await add('deploy', file)
    await setReplaced(placeId, idOf('laptop'))
    await setReplaced(placeId, idOf('third'))
    expect(run.window.row('deploy').places).toBeUndefined()
    expect(placesOf('laptop')).toMatchObject([{ tokenId: idOf('laptop'), replaced: { by: idOf('third') } }])
    expect(placesInUse(run.window.row('third'))).toHaveLength(1)
  })

  it('wants a successor that is there', async () => {
    const placeId = await add('deploy', file)
    expect(await failureOf(setReplaced(placeId, 'nobody/knows'))).toBe('not-found')
    expect(await failureOf(setReplaced('nowhere', null))).toBe('not-found')
  })
})

describe('a token that gets a new secret', () => {
  const secret = () => world.service.tokens('ada', 'classic').find(({ name }) => name === 'laptop')?.secret ?? ''
  const store = () =>
    run.call['secret.store']({
      tokenId: idOf('laptop'),
      secret: { from: 'field', value: secret() },
      jobId: jobId(),
    })
  const regenerate = () =>
    run.call['token.regenerate']({
      tokenId: idOf('laptop'),
      draft: { expiry: { kind: 'at', at: Date.UTC(2026, 5, 1) } },
      ownConfirmed: true,
      jobId: jobId(),
    })

  it('leaves its places with the old one until each is replaced', async () => {
    await store()
    const placeId = await add('laptop', file)
    await regenerate()
    expect(placesOf('laptop')).toMatchObject([{ oldSince: world.clock.now(), replaced: null }])
    expect(placesInUse(run.window.row('laptop'))).toEqual([])
    await setReplaced(placeId, idOf('laptop'))
    expect(placesInUse(run.window.row('laptop'))).toHaveLength(1)
    world.clock.advance(1000)
    await regenerate()
    expect(placesOf('laptop')).toMatchObject([{ oldSince: world.clock.now(), replaced: null }])
  })

  it('tells by fingerprints which of its secrets was seen in a file', async () => {
    await store()
    const old = secret()
    const placeId = await add('laptop', file)
    const seen = () => placesOf('laptop')[0]?.seen
    await see(placeId, old)
    expect(seen()).toEqual({ at: 5, value: 'current' })
    await regenerate()
    expect(seen()).toEqual({ at: 5, value: 'old' })
    await see(placeId, secret())
    expect(seen()).toEqual({ at: 5, value: 'current' })
    await see(placeId, 'something-else-EXAMPLE')
    expect(seen()).toEqual({ at: 5, value: 'other' })
    await see(placeId, null)
    expect(seen()).toEqual({ at: 5, value: 'absent' })
    await run.call['place.edit']({ placeId, where: { kind: 'file', path: '/home/ada/.netrc' }, note: '' })
    expect(seen()).toBeNull()
  })

  it('tells when the secret of the successor was seen', async () => {
    await store()
    const placeId = await add('deploy', file)
    await setReplaced(placeId, idOf('laptop'))
    await see(placeId, secret())
    expect(placesOf('deploy')[0]?.seen).toEqual({ at: 5, value: 'successor' })
  })

  it('leaves the places alone where a successor is made', async () => {
    await add('deploy', file)
    await run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: { name: 'deploy-2', expiry: { kind: 'never' } },
      ownConfirmed: false,
      jobId: jobId(),
    })
    expect(placesOf('deploy')).toMatchObject([{ oldSince: null, replaced: null }])
  })
})

describe('a token whose secret is still used somewhere', () => {
  const revoke = (name: string, acceptPlaces?: number) =>
    run.call['token.revoke']({
      tokenId: idOf(name),
      ownConfirmed: true,
      jobId: jobId(),
      ...(acceptPlaces !== undefined && { acceptPlaces }),
    })
  const stateOf = (name: string) => run.window.row(name).token.state

  it('is not revoked for less places than would stop working now', async () => {
    await add('laptop', variable)
    expect(await failureOf(revoke('laptop'))).toBe('confirmation-needed')
    // One more was noted since the person looked.
    await add('laptop', file)
    const refused = revoke('laptop', 1)
    await expect(refused).rejects.toMatchObject({ error: { kind: 'confirmation-needed', code: 'places', limit: 2 } })
    expect(world.service.count('revoke')).toBe(0)
    await revoke('laptop', 2)
    expect(stateOf('laptop')).toBe('revoked')
  })

  it('is revoked without a word about those that were replaced', async () => {
    const placeId = await add('laptop', variable)
    await setReplaced(placeId, idOf('deploy'))
    await revoke('laptop')
    expect(stateOf('laptop')).toBe('revoked')
  })

  it('is not revoked for its successor either', async () => {
    await add('deploy', variable)
    const { operationId } = await run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: { name: 'deploy 2', expiry: { kind: 'never' } },
      ownConfirmed: false,
      jobId: jobId(),
    })
    const goOn = (acceptPlaces?: number) =>
      run.call['operation.continue']({
        operationId,
        decision: 'revoke-old',
        tokenId: null,
        ownConfirmed: true,
        jobId: jobId(),
        ...(acceptPlaces !== undefined && { acceptPlaces }),
      })
    expect(await failureOf(goOn())).toBe('confirmation-needed')
    expect(world.service.count('revoke')).toBe(0)
    await goOn(1)
    expect(stateOf('deploy')).toBe('revoked')
  })

  it('is not revoked among many for less places than all of them have, nor for one that was noted meanwhile', async () => {
    await add('laptop', variable)
    await add('deploy', file)
    await add('deploy', variable)
    const tokenIds = [idOf('laptop'), idOf('deploy')]
    const start = (acceptPlaces?: number) =>
      run.call['bulkRevoke.start']({
        tokenIds,
        typed: 2,
        ownConfirmed: true,
        ...(acceptPlaces !== undefined && { acceptPlaces }),
      })
    expect(await failureOf(start())).toBe('confirmation-needed')
    expect(await failureOf(start(2))).toBe('confirmation-needed')
    expect(world.service.count('revoke')).toBe(0)
    world.service.fail({ on: 'revoke', kind: 'server-error' })
    const { bulkId } = await start(3)
    const over = () =>
      until(() => {
        world.clock.advance(100)
        return run.window.facts?.bulk?.phase === 'ended'
      })
    await over()
    const [left] = tokenIds.filter((id) => run.window.rows.get(id)?.token.state === 'active')
    await add(run.window.rows.get(left ?? '')?.token.name ?? '', { kind: 'server', name: 'ci7' })
    await run.call['bulk.again']({ bulkId })
    await over()
    expect(run.window.facts?.bulk).toMatchObject({ done: 1, failed: 1 })
    const { results } = await run.call['bulk.results']({ bulkId, from: 0 })
    expect(results.at(-1)?.error).toMatchObject({ kind: 'confirmation-needed', code: 'places' })
  })
})
