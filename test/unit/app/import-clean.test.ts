import { dirname } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, type Run, until } from '#test/support/app-world'
import { asRead, at, importWorld, putFile, type Read, storeAll } from './import-kit.ts'

const path = '/home/ada/.env'

let world: AppWorld
let run: Run
let credential: string
let accountId: string
let ci: string

const text = (value: string, second = 'EXAMPLE-of-acme-0001') =>
  `# mine\r\nTOKEN="${value}" # ci\r\nOTHER_TOKEN=${second}\r\nPLAIN=1\r\n`
const moved = 'moved-to-Keyrack'
const now = () => world.placeFiles.files.get(path)
const idOf = (name: string) => run.window.row(name).token.id
const place = (name = 'ci') => run.window.row(name).places?.[0]

async function found(content: string): Promise<Read> {
  await putFile(world, run, path, content)
  return asRead(await run.call['import.dropped']({ path, jobId: jobId() }))
}
const preview = ({ importId }: Read) => run.call['import.previewClean']({ importId, file: 0, jobId: jobId() })
async function planned(read: Read) {
  const { plan } = await preview(read)
  if (plan === null) throw new Error('there is no plan')
  return { importId: read.importId, planId: plan.planId }
}
const clean = async (read: Read) => run.call['import.clean'](await planned(read))
const asOther = { as: 'other', name: 'acme', service: 'Acme' } as const

/** `tells`: the provider names the token that calls. */
async function begin(tells: boolean): Promise<void> {
  world = importWorld()
  credential = world.service.person('ada')
  world.service.tellsOwn = tells
  ci = world.service.add('ada', 'classic', { name: 'ci' }).secret
  run = await world.ready()
  accountId = await world.account(run, credential)
}

beforeEach(() => begin(true))

describe('taking an imported secret out of its file', () => {
  let read: Read

  beforeEach(async () => {
    read = await found(text(ci))
    await storeAll(run, read, { TOKEN: { as: 'token', accountId, tokenId: null } })
  })

  it('shows what would change, and that the stored one was tried; nothing is written', async () => {
    const probes = world.service.count('probe')
    const answer = await preview(read)
    expect(answer).toEqual({
      values: [
        { candidateId: at(read, 'TOKEN').id, is: 'works' },
        { candidateId: at(read, 'OTHER_TOKEN').id, is: 'not-stored' },
      ],
      why: null,
      plan: {
        planId: expect.any(String) as string,
        path,
        isLinked: false,
        tracked: 'no',
        lines: [{ line: 2, name: 'TOKEN' }],
        elsewhere: 0,
      },
    })
    expect(world.service.count('probe')).toBe(probes + 1)
    expect(now()).toBe(text(ci))
    expect(JSON.stringify(answer)).not.toContain('EXAMPLE')
  })

  it('takes that one out, and leaves every other byte', async () => {
    expect(await clean(read)).toEqual({ outcome: 'written' })
    expect(now()).toBe(text(moved))
    expect(place()).toMatchObject({ where: { kind: 'file', path, format: 'env' }, replaced: { by: null } })
    const { entries } = await run.call['activity.list']({ before: null })
    expect(entries[0]).toMatchObject({ what: 'place-cleaned', tokenId: idOf('ci') })
  })

  it('can be taken back from the places of the token, after a restart as well', async () => {
    await clean(read)
    await run.app.close()
    run = await world.start()
    await refresh(run, accountId)
    const placeId = place()?.id ?? ''
    expect(await run.call['place.undoReplace']({ placeId })).toEqual({ outcome: 'written' })
    expect(now()).toBe(text(ci))
    expect(place()).toMatchObject({ replaced: null })
  })

  it.each(['acme', 'ci'])('takes several out at once, and any of their tokens puts back all (%s)', async (name) => {
    await storeAll(run, read, { OTHER_TOKEN: asOther })
    expect((await preview(read)).values.map(({ is }) => is)).toEqual(['works', 'untried'])
    await clean(read)
    expect(now()).toBe(text(moved, moved))
    expect(await run.call['place.undoReplace']({ placeId: place(name)?.id ?? '' })).toEqual({ outcome: 'written' })
    expect(now()).toBe(text(ci))
    for (const other of ['acme', 'ci']) expect(place(other)).toMatchObject({ replaced: null })
  })

  it('uses the place that the token has there already', async () => {
    const where = { kind: 'file', path } as const
    const { placeId } = await run.call['place.add']({ tokenId: idOf('ci'), where, note: 'mine' })
    await clean(read)
    expect(run.window.row('ci').places).toHaveLength(1)
    expect(place()).toMatchObject({ id: placeId, note: 'mine', replaced: { by: null } })
  })

  it('uses it also where it was typed with a tilde, and makes none beyond what a token may have', async () => {
    const where = { kind: 'file', path: '~/.env' } as const
    const { placeId } = await run.call['place.add']({ tokenId: idOf('ci'), where, note: '' })
    await clean(read)
    expect(run.window.row('ci').places).toMatchObject([{ id: placeId, replaced: { by: null } }])
    await run.call['place.undoReplace']({ placeId })
    await run.call['place.remove']({ placeId })
    for (let number = 0; number < 200; number += 1) {
      await run.call['place.add']({ tokenId: idOf('ci'), where: { kind: 'server', name: `build-${number}` }, note: '' })
    }
    expect(await failureOf(clean(read))).toBe('too-large')
    expect(now()).toBe(text(ci))
  })

  it('leaves in the file what its provider refuses, or could not be asked about', async () => {
    world.service.fail({ on: 'probe', kind: 'offline' })
    expect(await preview(read)).toMatchObject({ plan: null, why: null, values: [{ is: 'not-asked' }, {}] })
    world.service.drop(run.window.row('ci').token.issuerId)
    expect(await preview(read)).toMatchObject({ plan: null, values: [{ is: 'refused' }, {}] })
    expect(now()).toBe(text(ci))
  })

  it('leaves what stands in no value of the file', async () => {
    const comment = await found(`# TOKEN=x\nTOKEN=${ci}\n`)
    world.placeFiles.files.set(path, `# ${ci}\nTOKEN=other\n`)
    expect(await preview(comment)).toMatchObject({ plan: null, values: [{ is: 'absent' }] })
  })

  it('believes one that was made here and may do nothing', async () => {
    const made = await run.call['token.create']({
      accountId,
      owner: run.window.row('ci').token.owner,
      kind: 'classic',
      draft: { name: 'mine', expiry: { kind: 'never' }, scopes: ['none'] },
      stepUp: undefined,
      jobId: jobId(),
    })
    const mine = run.vault.records.get('secret', made.secretId ?? '')?.value ?? ''
    const both = await found(text(mine, ci))
    world.service.fail({ on: 'probe', kind: 'missing-permission', times: 2 })
    expect((await preview(both)).values.map(({ is }) => is)).toEqual(['works', 'not-asked'])
  })

  it('leaves in the file what its provider says is another token’s', async () => {
    await begin(false)
    world.service.add('ada', 'classic', { name: 'second' })
    await refresh(run, accountId)
    read = await found(text(ci))
    await storeAll(run, read, { TOKEN: { as: 'token', accountId, tokenId: idOf('second') } })
    expect(await preview(read)).toMatchObject({ values: [{ is: 'works' }, {}] })
    world.service.tellsOwn = true
    expect(await preview(read)).toMatchObject({ plan: null, values: [{ is: 'refused' }, {}] })
  })

  it('gives no plan for what is forgotten while it is tried', async () => {
    const go = world.service.hold('probe', 'offline')
    const asked = world.service.count('probe')
    const looking = preview(read)
    await until(() => world.service.count('probe') > asked)
    await run.call['import.forget']({ importId: read.importId })
    go()
    expect(await failureOf(looking)).toBe('cancelled')
  })

  it('touches no file that was changed since it was shown', async () => {
    const plan = await planned(read)
    world.placeFiles.files.set(path, `${text(ci)}NEW=1\n`)
    expect(await run.call['import.clean'](plan)).toEqual({ outcome: 'changed' })
    world.placeFiles.before = () => world.placeFiles.files.set(path, 'gone')
    world.placeFiles.files.set(path, text(ci))
    expect(await run.call['import.clean'](await planned(read))).toEqual({ outcome: 'changed' })
    expect(now()).toBe('gone')
    expect((await run.vault.snapshots.names()).filter((name) => name.startsWith('undo.'))).toEqual([])
  })

  it('leaves what the vault has lost since it was shown', async () => {
    const plan = await planned(read)
    await run.call['secret.forget']({ secretId: run.window.row('ci').held?.secretId ?? '' })
    expect(await run.call['import.clean'](plan)).toEqual({ outcome: 'changed' })
    expect(now()).toBe(text(ci))
  })

  it('is shown for once', async () => {
    const plan = await planned(read)
    await run.call['import.clean'](plan)
    expect(await failureOf(run.call['import.clean'](plan))).toBe('not-found')
  })

  it('has the file as it was in the vault before it is written', async () => {
    const plan = await planned(read)
    let copies: readonly string[] = []
    world.placeFiles.before = async () => {
      copies = (await run.vault.snapshots.names()).filter((name) => name.startsWith('undo.'))
    }
    await run.call['import.clean'](plan)
    expect(copies).toEqual([`undo.${place()?.id}`])
  })
})

it('takes out what an account signs in with, once its token is known', async () => {
  await begin(false)
  const read = await found(text(credential))
  expect((await preview(read)).values[0]).toEqual({ candidateId: at(read, 'TOKEN').id, is: 'no-token' })
  await run.call['token.ownCredential']({ tokenId: idOf('ada-signs-in'), own: 'yes' })
  expect((await preview(read)).values[0]).toEqual({ candidateId: at(read, 'TOKEN').id, is: 'works' })
  await clean(read)
  expect(now()).toBe(text(moved))
})

it.each([
  ['with a sign that turns the writing round', '/home/ada/\u202ework/.env'],
  ['of two lines', '/home/ada/a\nb/.env'],
  ['with a blank at its end', '/home/ada/.env.work '],
])('writes no file that cannot be a place: %s', async (_what, odd) => {
  await run.fs.makeFolder(dirname(odd))
  await putFile(world, run, odd, text(ci))
  const read = asRead(await run.call['import.dropped']({ path: odd, jobId: jobId() }))
  await storeAll(run, read, { TOKEN: { as: 'token', accountId, tokenId: null } })
  expect(await preview(read)).toMatchObject({ plan: null, values: [{ is: 'works' }, {}] })
  expect(world.placeFiles.files.get(odd)).toBe(text(ci))
})

it('does not write a kind of file that it cannot read again', async () => {
  const csv = '/home/ada/export.txt'
  await putFile(world, run, csv, `${ci}\n`)
  const read = asRead(await run.call['import.dropped']({ path: csv, jobId: jobId() }))
  const [only] = read.candidates
  await run.call['import.store']({
    importId: read.importId,
    decisions: [{ candidateId: only!.id, decision: { as: 'token', accountId, tokenId: null } }],
    jobId: jobId(),
  })
  expect(await preview(read)).toMatchObject({ plan: null, why: 'unknown-format', values: [{ is: 'works' }] })
})
