import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, saying, vaultFor } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'

describe('import and scan', () => {
  it('take a secret in from a file once its provider has said whose it is, and find it in files', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    const { value } = world.pulumi.state.addPersonalToken('ada-example', { description: 'from-a-file' })
    await run(['refresh'])
    const code = await folder()
    await mkdir(join(code, 'app'))
    await writeFile(join(code, 'app', '.env'), `# settings\nPULUMI_ACCESS_TOKEN=${value}\n`)
    const file = join(code, 'app', '.env')

    const asked = await run(['import', file])
    expect(asked).toMatchObject({ exit: 0, out: saying('a token of Ada'), err: saying('--yes') })
    expect(await run(['import', file, '--yes'])).toMatchObject({ out: saying('which'), err: saying('--token') })
    const stored = await run(['import', file, '--yes', '--token', 'from-a-file', '--format', 'json'])
    expect(stored.exit).toBe(0)
    expect(JSON.parse(stored.out)).toMatchObject({
      format: 'keyrack.import/1',
      values: [{ line: 2, outcome: 'stored' }],
    })

    const found = await run(['scan', code, '--format', 'json'])
    expect(found).toMatchObject({ exit: 0, err: saying('Looked into') })
    expect(JSON.parse(found.out)).toMatchObject({ found: [{ path: file, line: 2, kind: 'stored' }] })
    for (const { out, err } of [asked, stored, found]) expect(out + err).not.toContain(value)
    expect(await run(['scan', join(code, 'none')])).toMatchObject({ exit: 2, out: '' })
    expect(await run(['import', join(code, 'none')])).toMatchObject({ exit: 2, out: '' })
  })
})

describe('doctor', () => {
  it('says that everything is fine, and what is not', async () => {
    const { data, run } = await filledVault(await startWorld())
    expect(await run(['doctor'])).toMatchObject({ exit: 0, err: '', out: saying('account Ada') })
    const wrong = await run(['doctor'], { env: { KEYRACK_PASSPHRASE: 'EXAMPLE-of-a-wrong-one' } })
    expect(wrong).toMatchObject({ exit: 4, out: saying('The passphrase is wrong.') })
    await chmod(data, 0o777)
    expect(await run(['doctor'])).toMatchObject({ exit: 1, out: saying('Others can write') })
    expect(await run(['doctor', '--data', join(data, 'none')])).toMatchObject({ exit: 4 })
  })
})

describe('calendar', () => {
  it('has what expires, without names unless they are wanted', async () => {
    const { run } = await filledVault(await startWorld())
    const without = await run(['calendar'])
    expect(without).toMatchObject({ exit: 0, out: saying('BEGIN:VCALENDAR') })
    expect(without.out).not.toContain('airflow-prod')
    expect((await run(['calendar', '--names'])).out).toContain('airflow-prod')
    const due = await run(['calendar', '--fail-on-due'])
    expect(due).toMatchObject({ exit: 3, out: saying('END:VCALENDAR'), err: saying('expired or due') })
  })

  it('exits 0 with --fail-on-due where no token is at a step', async () => {
    const { run } = await vaultFor()
    expect(await run(['calendar', '--fail-on-due'])).toMatchObject({ exit: 0, out: saying('END:VCALENDAR') })
  })
})

describe('providers', () => {
  it('are listed without a vault, with what can be done', async () => {
    const { run } = await filledVault(await startWorld())
    const { exit, out } = await run(['providers', '--format', 'csv'], { env: { KEYRACK_PASSPHRASE: '' } })
    expect(exit).toBe(0)
    expect(out).toContain('pulumi,Pulumi Cloud')
  })
})
