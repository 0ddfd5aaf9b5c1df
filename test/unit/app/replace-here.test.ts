import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Replacement } from '#shared/contract/places'
import { AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'

const path = '/home/ada/.npmrc'
const day = 86_400_000

let world: AppWorld
let run: Run
let placeId: string

const idOf = (name: string) => run.window.row(name).token.id
const secretOf = (name: string): string =>
  [...world.service.tokens('ada', 'classic'), ...world.service.tokens('acme', 'org')].find((one) => one.name === name)
    ?.secret ?? ''
const store = (name: string) =>
  run.call['secret.store']({
    tokenId: idOf(name),
    secret: { from: 'field', value: secretOf(name) },
    jobId: jobId(),
  })
const add = async (name: string, where = path) =>
  (await run.call['place.add']({ tokenId: idOf(name), where: { kind: 'file', path: where }, note: '' })).placeId
const text = (value: string) => `# mine\n//r.example/:_authToken=${value}\nfund=false\n`
const place = (name = 'deploy') => run.window.row(name).places?.find(({ id }) => id === placeId)
const preview = () => run.call['place.previewReplace']({ placeId })
const undo = () => run.call['place.undoReplace']({ placeId })
const undoCopies = async () => (await run.vault.snapshots.names()).filter((name) => name.startsWith('undo.'))
const plan = async (): Promise<Replacement> => {
  const answer = await preview()
  if (!answer.ready) throw new Error(answer.why)
  return answer.plan
}
const write = async () => run.call['place.replace']({ planId: (await plan()).planId })
const decide = async (decision: 'revoke-old') => {
  const [operation] = run.operations('regenerate')
  await run.call['operation.continue']({
    operationId: operation?.id ?? '',
    decision,
    tokenId: null,
    ownConfirmed: true,
    jobId: jobId(),
  })
}
const restart = async () => {
  await run.app.close()
  run = await world.start()
}

beforeEach(async () => {
  world = new AppWorld()
  const credential = world.service.person('ada', ['acme'])
  world.service.add('ada', 'classic', { name: 'laptop' })
  world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
  run = await world.ready()
  await world.account(run, credential)
})

describe('replacing the secret of a token that has a successor', () => {
  beforeEach(async () => {
    await store('deploy')
    placeId = await add('deploy')
    world.placeFiles.files.set(path, text(secretOf('deploy')))
    await run.call['token.regenerate']({
      tokenId: idOf('deploy'),
      draft: { name: 'deploy-2', expiry: { kind: 'never' } },
      ownConfirmed: true,
      jobId: jobId(),
    })
  })

  it('shows what would change and no value, and writes nothing', async () => {
    const before = world.placeFiles.files.get(path)
    const shown = await plan()
    expect(shown).toEqual({
      planId: shown.planId,
      by: idOf('deploy-2'),
      path,
      isLinked: false,
      tracked: 'no',
      lines: [{ line: 2, name: '//r.example/:_authToken' }],
      elsewhere: 0,
    })
    expect(JSON.stringify(shown)).not.toContain(secretOf('deploy'))
    expect(world.placeFiles.files.get(path)).toBe(before)
  })

  it('writes the new one, ticks the place off and tells it in the activity', async () => {
    expect(await write()).toEqual({ outcome: 'written' })
    expect(world.placeFiles.files.get(path)).toBe(text(secretOf('deploy-2')))
    const now = world.clock.now()
    expect(place()).toMatchObject({
      where: { kind: 'file', path, format: 'npmrc' },
      replaced: { at: now, by: idOf('deploy-2') },
      seen: { at: now, value: 'successor' },
      undoUntil: now + 30 * day,
    })
    expect(await preview()).toEqual({ ready: false, why: 'has-new' })
  })

  it('writes the file that a link leads to, and says so', async () => {
    const real = '/home/ada/dotfiles/npmrc'
    world.placeFiles.files.delete(path)
    world.placeFiles.files.set(real, text(secretOf('deploy')))
    world.placeFiles.links.set(path, real)
    world.placeFiles.tracked = 'yes'
    expect(await plan()).toMatchObject({ path: real, isLinked: true, tracked: 'yes' })
    await write()
    expect(world.placeFiles.files.get(real)).toBe(text(secretOf('deploy-2')))
  })

  it('does not touch a file that changed after the preview, or while it is written', async () => {
    const { planId } = await plan()
    const changed = `${text(secretOf('deploy'))}audit=false\n`
    world.placeFiles.files.set(path, changed)
    expect(await run.call['place.replace']({ planId })).toEqual({ outcome: 'changed' })
    expect(world.placeFiles.files.get(path)).toBe(changed)
    world.placeFiles.before = () => world.placeFiles.files.set(path, `${changed}x=1\n`)
    expect(await write()).toEqual({ outcome: 'changed' })
    expect(world.placeFiles.files.get(path)).toBe(`${changed}x=1\n`)
    expect(place()).toMatchObject({ replaced: null })
    expect(place()?.undoUntil).toBeUndefined()
    expect(await undoCopies()).toEqual([])
  })

  it('keeps the copy when accounts are refreshed before the file is written', async () => {
    const { snapshots } = run.vault
    const write = snapshots.write.bind(snapshots)
    vi.spyOn(snapshots, 'write').mockImplementation(async (name, bytes) => {
      await write(name, bytes)
      if (name.startsWith('undo.')) await refresh(run)
    })
    const { planId } = await plan()
    expect(await run.call['place.replace']({ planId })).toEqual({ outcome: 'written' })
    expect(await undoCopies()).toHaveLength(1)
  })

  it('keeps what the person notes while the file is written', async () => {
    const where = { kind: 'file', path } as const
    world.placeFiles.before = async () => {
      await run.call['place.edit']({ placeId, where, note: 'ask Bob' })
    }
    await write()
    expect(place()).toMatchObject({ note: 'ask Bob', replaced: { by: idOf('deploy-2') } })
  })

  it('does not bring back a place that was removed while the file was written', async () => {
    world.placeFiles.before = async () => {
      await run.call['place.remove']({ placeId })
    }
    await write()
    expect(place()).toBeUndefined()
  })

  it('writes each preview once', async () => {
    const { planId } = await plan()
    await run.call['place.replace']({ planId })
    expect(await failureOf(run.call['place.replace']({ planId }))).toBe('not-found')
  })

  it('is taken back, also after a restart', async () => {
    const old = secretOf('deploy')
    await write()
    await restart()
    expect(await undo()).toEqual({ outcome: 'written' })
    expect(world.placeFiles.files.get(path)).toBe(text(old))
    expect(place()).toMatchObject({ replaced: null, seen: null })
    expect(await undoCopies()).toEqual([])
    expect(await failureOf(undo())).toBe('not-found')
  })

  it('is not taken back from a file that somebody has changed since', async () => {
    await write()
    const changed = `${text(secretOf('deploy-2'))}audit=false\n`
    world.placeFiles.files.set(path, changed)
    expect(await undo()).toEqual({ outcome: 'changed' })
    expect(world.placeFiles.files.get(path)).toBe(changed)
  })

  it('leaves a way back when the app dies before the place is ticked off', async () => {
    const old = secretOf('deploy')
    const { planId } = await plan()
    world.placeFiles.before = () => {
      run.fs.fault = () => ({ kind: 'halt', when: 'before' })
    }
    run.call['place.replace']({ planId }).catch(() => undefined)
    await until(() => world.placeFiles.files.get(path) !== text(old))
    run = await world.crash(run)
    world.placeFiles.before = () => undefined
    expect(world.placeFiles.files.get(path)).toBe(text(secretOf('deploy-2')))
    expect(place()).toMatchObject({ replaced: null })
    expect(await undo()).toEqual({ outcome: 'written' })
    expect(world.placeFiles.files.get(path)).toBe(text(old))
  })

  it('keeps no copy of the file once the old token is revoked', async () => {
    await write()
    expect(await undoCopies()).toHaveLength(1)
    await decide('revoke-old')
    await refresh(run)
    expect(await undoCopies()).toEqual([])
    expect(place()?.undoUntil).toBeUndefined()
    expect(await failureOf(undo())).toBe('not-found')
  })

  it('keeps no copy for longer than 30 days', async () => {
    await write()
    world.clock.advance(30 * day - 1)
    await refresh(run)
    expect(await undoCopies()).toHaveLength(1)
    world.clock.advance(1)
    await refresh(run)
    expect(await undoCopies()).toEqual([])
    expect(place()?.undoUntil).toBeUndefined()
  })

  it('keeps no copy for longer when the app was closed meanwhile and nothing is refreshed', async () => {
    await write()
    world.clock.advance(30 * day)
    await restart()
    await until(() => place()?.undoUntil === undefined)
    expect(await undoCopies()).toEqual([])
  })

  it('keeps none of a place that was removed', async () => {
    await write()
    await run.call['place.remove']({ placeId })
    expect(await undoCopies()).toEqual([])
    await run.call['place.putBack']({ placeId })
    expect(place()?.undoUntil).toBeUndefined()
  })
})

describe('replacing a secret in a file', () => {
  it('also goes where the token itself has a new secret', async () => {
    await store('laptop')
    const old = secretOf('laptop')
    placeId = await add('laptop', '~/.npmrc')
    world.placeFiles.files.set(path, text(old))
    await run.call['token.regenerate']({
      tokenId: idOf('laptop'),
      draft: { expiry: { kind: 'at', at: Date.UTC(2026, 5, 1) } },
      ownConfirmed: true,
      jobId: jobId(),
    })
    expect(await write()).toEqual({ outcome: 'written' })
    expect(world.placeFiles.files.get(path)).toBe(text(secretOf('laptop')))
    expect(place('laptop')).toMatchObject({ replaced: { by: idOf('laptop') }, seen: { value: 'current' } })
  })

  it('says why it cannot', async () => {
    await store('laptop')
    const old = secretOf('laptop')
    placeId = await add('laptop')
    expect(await preview()).toEqual({ ready: false, why: 'no-new-secret' })
    await run.call['token.regenerate']({
      tokenId: idOf('laptop'),
      draft: { expiry: { kind: 'at', at: Date.UTC(2026, 5, 1) } },
      ownConfirmed: true,
      jobId: jobId(),
    })
    expect(await preview()).toEqual({ ready: false, why: 'no-file' })
    world.placeFiles.files.set(path, `# ${old}\n`)
    expect(await preview()).toEqual({ ready: false, why: 'absent' })
    world.placeFiles.files.set(path, `${text(old)}\0`)
    expect(await preview()).toEqual({ ready: false, why: 'not-understood' })
    const named = async (where: string) => {
      await run.call['place.edit']({ placeId, where: { kind: 'file', path: where }, note: '' })
      return preview()
    }
    expect(await named('/home/ada/notes.txt')).toEqual({ ready: false, why: 'unknown-format' })
    expect(await named('.npmrc')).toEqual({ ready: false, why: 'relative' })
    expect(await failureOf(run.call['place.previewReplace']({ placeId: 'nobody' }))).toBe('not-found')
  })
})
