import { beforeEach, describe, expect, it } from 'vitest'
import { reportEndings, reportFormats } from '#shared/model/report'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'

let world: AppWorld
let run: Run
let credential: string
const secret = 'mail-EXAMPLE-secret-1'

beforeEach(async () => {
  world = new AppWorld()
  world.clock.set(new Date(2026, 10, 22, 12).getTime())
  world.disk.makeFolder('/home')
  run = await world.ready()
  credential = world.service.person('ada')
  await world.account(run, credential)
  await run.call['other.add']({
    token: {
      name: 'mailer',
      service: 'Mailer',
      serviceUrl: '',
      owner: 'ada',
      expiry: { kind: 'at', at: world.clock.now() - 86_400_000 },
      manageUrl: '',
      notes: 'notes are the person’s own',
    },
    secret: { from: 'field', value: secret },
  })
})

const save = (format: (typeof reportFormats)[number], job = jobId()) => run.call['report.save']({ format, jobId: job })

describe('a report of the audit', () => {
  it.each(reportFormats)('as %s is written whole, for the person alone, and has no secret in it', async (format) => {
    run.picker.path = `/home/audit.${reportEndings[format]}`
    const { written } = await save(format)
    expect(written).toEqual({ name: `audit.${reportEndings[format]}`, findings: expect.any(Number) as number })
    expect(written?.findings).toBeGreaterThan(0)
    expect(run.picker.asked.at(-1)).toEqual({
      how: 'save',
      kind: `report-${format}`,
      name: `Keyrack audit 2026-11-22.${reportEndings[format]}`,
    })
    expect(world.disk.mode(run.picker.path)).toBe(0o600)
    const text = world.disk.bytes(run.picker.path).toString('utf8')
    expect(text).toContain('mailer')
    for (const hidden of [secret, credential, 'the person’s own']) expect(text).not.toContain(hidden)
    expect(world.disk.files().filter((path) => path.startsWith('/home/'))).toEqual([run.picker.path])
  })

  it('has the findings that the window shows', async () => {
    run.picker.path = '/home/audit.json'
    await save('json')
    const { findings } = JSON.parse(world.disk.bytes('/home/audit.json').toString('utf8')) as {
      findings: { id: string }[]
    }
    const shown = await run.call['findings.list']({ auditId: null, from: 0 })
    expect(findings.map(({ id }) => id).sort()).toEqual(shown.findings.map(({ id }) => id).sort())
  })

  it('is in the log of what was done', async () => {
    run.picker.path = '/home/audit.html'
    await save('html')
    const { entries } = await run.call['activity.list']({ before: null })
    expect(entries[0]).toMatchObject({ what: 'report-saved', outcome: 'done' })
  })

  it('is not written when no file was chosen, nor over the files of the vault', async () => {
    expect(await save('html')).toEqual({ written: null })
    run.picker.path = '/profile/vault/vault.2'
    expect(await failureOf(save('html'))).toBe('invalid-input')
  })

  it('is not written when it was called off while the system asked for a file', async () => {
    const job = jobId()
    const asked = Promise.withResolvers<string>()
    const begun = Promise.withResolvers<undefined>()
    run.picker.save = () => {
      begun.resolve(undefined)
      return asked.promise
    }
    const saving = failureOf(save('csv', job))
    await begun.promise
    await run.call['job.cancel']({ jobId: job })
    asked.resolve('/home/audit.csv')
    expect(await saving).toBe('cancelled')
    expect(world.disk.files().filter((path) => path.startsWith('/home/'))).toEqual([])
  })
})
