import { beforeEach, describe, expect, it } from 'vitest'
import { csvOf } from '#main/app/tokens/export-table'
import type { TypedKey } from '#shared/contract'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { readCsv as parse } from '#test/support/read-csv'

const passphrase = 'correct horse EXAMPLE'
const key: TypedKey = { with: 'passphrase', value: passphrase }

let world: AppWorld
let run: Run
let credential: string

const begin = async (choice: 'os' | 'passphrase') => {
  world = new AppWorld()
  world.clock.set(new Date(2026, 10, 22, 12).getTime())
  world.disk.makeFolder('/home')
  credential = world.service.person('ada')
  run = await world.start()
  await run.call['vault.create']({ choice, passphrase: choice === 'os' ? null : passphrase })
  await world.account(run, credential)
  await run.call['other.add']({
    token: {
      name: '=1+1',
      service: 'Mailer',
      serviceUrl: '',
      owner: 'ada',
      expiry: { kind: 'never' },
      manageUrl: '',
      notes: 'two lines,\n"quoted"',
    },
    secret: { from: 'field', value: 'mail-EXAMPLE-1' },
  })
}

beforeEach(() => begin('passphrase'))

async function written(path: string, action: () => Promise<{ written: { tokens: number } | null }>): Promise<string> {
  run.picker.path = path
  expect((await action()).written).toMatchObject({ tokens: 2 })
  expect(world.disk.mode(path)).toBe(0o600)
  return world.disk.bytes(path).toString('utf8')
}

it('names in either list where a secret is used', async () => {
  const { id: tokenId } = run.window.row('=1+1').token
  const where = { kind: 'variable' as const, name: '+DEPLOY' }
  await run.call['place.add']({ tokenId, where, note: 'ask Bob' })
  const json = await written('/home/list.json', () => run.call['export.list']({ format: 'json' }))
  const { tokens } = JSON.parse(json) as { tokens: { places: unknown[] }[] }
  expect(tokens.map(({ places }) => places)).toMatchObject([[], [{ where, note: 'ask Bob' }]])
  const csv = await written('/home/list.csv', () => run.call['export.list']({ format: 'csv' }))
  const [head = [], ...rows] = parse(csv)
  expect(rows.map((row) => row[head.indexOf('used in')])).toEqual(['', "'+DEPLOY"])
})

describe('the list without secrets', () => {
  it('is written as JSON with exact values', async () => {
    const text = await written('/home/list.json', () => run.call['export.list']({ format: 'json' }))
    const list = JSON.parse(text) as { tokens: { token: { name: string }; notes: string; stored: boolean }[] }
    expect(list).toMatchObject({ keyrack: 'list', version: 1, exportedAt: world.clock.now(), secrets: false })
    expect(list.tokens.map(({ token, notes, stored }) => [token.name, notes, stored])).toEqual([
      ['ada-signs-in', '', false],
      ['=1+1', 'two lines,\n"quoted"', true],
    ])
    for (const secret of [credential, 'mail-EXAMPLE-1']) expect(text).not.toContain(secret)
  })

  it('says as CSV who says when a token ends', async () => {
    const [head = [], ...rows] = parse(
      await written('/home/list.csv', () => run.call['export.list']({ format: 'csv' })),
    )
    expect(head.indexOf('expires by')).toBe(head.indexOf('expires') + 1)
    expect(rows.map((row) => row[head.indexOf('expires by')])).toEqual(['issuer', 'typed'])
  })

  it('is written as CSV that no spreadsheet computes', async () => {
    const text = await written('/home/list.csv', () => run.call['export.list']({ format: 'csv' }))
    const [head = [], ...rows] = parse(text)
    expect(rows.map((row) => [row.length, row[head.indexOf('name')], row[head.indexOf('notes')]])).toEqual([
      [head.length, 'ada-signs-in', ''],
      [head.length, "'=1+1", 'two lines,\n"quoted"'],
    ])
    expect(head).not.toContain('secret')
    for (const secret of [credential, 'mail-EXAMPLE-1']) expect(text).not.toContain(secret)
  })

  it('has a name with the date and without an account in it', async () => {
    await run.call['export.list']({ format: 'csv' })
    expect(run.picker.asked).toEqual([{ how: 'save', kind: 'csv', name: 'Keyrack list 2026-11-22.csv' }])
  })

  it('is not written over the files of the vault', async () => {
    run.picker.path = '/profile/vault/vault.2'
    expect(await failureOf(run.call['export.list']({ format: 'csv' }))).toBe('invalid-input')
  })
})

describe('the list with secrets', () => {
  const secrets = (format: 'json' | 'csv', typed: TypedKey = key) =>
    run.call['export.secrets']({ format, key: typed, jobId: jobId() })

  it('is written once the passphrase of the vault was typed', async () => {
    const json = await written('/home/all.json', () => secrets('json'))
    expect(JSON.parse(json)).toMatchObject({
      secrets: true,
      accounts: [{ credential }],
      tokens: [{ stored: false }, { secret: 'mail-EXAMPLE-1' }],
    })
    const [head = [], ...rows] = parse(await written('/home/all.csv', () => secrets('csv')))
    expect(rows.map((row) => [row.length, row[head.indexOf('what')], row[head.indexOf('secret')]])).toEqual([
      [head.length, 'sign-in', credential],
      [head.length, 'token', ''],
      [head.length, 'token', 'mail-EXAMPLE-1'],
    ])
  })

  it('is not written, and no file asked for, with another passphrase', async () => {
    expect(await failureOf(secrets('json', { ...key, value: 'another EXAMPLE passphrase' }))).toBe('wrong-passphrase')
    expect(await failureOf(secrets('json', { with: 'recovery', value: 'EXAM-PLEC' }))).toBe('not-supported')
    expect(run.picker.asked).toEqual([])
  })

  it('is not written when it was called off while the system asked for a file', async () => {
    const job = jobId()
    const asked = Promise.withResolvers<string>()
    const begun = Promise.withResolvers<undefined>()
    run.picker.save = () => {
      begun.resolve(undefined)
      return asked.promise
    }
    const exporting = failureOf(run.call['export.secrets']({ format: 'json', key, jobId: job }))
    await begun.promise
    await run.call['job.cancel']({ jobId: job })
    asked.resolve('/home/all.json')
    expect(await exporting).toBe('cancelled')
    expect(world.disk.files().filter((path) => path.startsWith('/home'))).toEqual([])
  })

  it('is not written of a vault that has nothing to type', async () => {
    await begin('os')
    expect(await failureOf(secrets('json'))).toBe('not-supported')
    expect(run.picker.asked).toEqual([])
  })
})

it('makes lines of equal length also of an empty list', () => {
  expect(parse(csvOf([], [], false))).toHaveLength(1)
})
