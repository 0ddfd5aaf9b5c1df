import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditDocumentSchema } from '#shared/model/report'
import { folder, keyrack, saying } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'

describe('audit', () => {
  it('judges what is known offline, in every format, and exits 3 for what --fail-on names', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    await world.pulumi.close()
    const json = await run(['audit', '--format', 'json', '--policy', 'strict'])
    expect(json.exit).toBe(0)
    const audit = auditDocumentSchema.parse(JSON.parse(json.out))
    expect(audit.counts.high).toBeGreaterThan(0)
    expect(await run(['audit', '--policy', 'strict', '--fail-on', 'high'])).toMatchObject({
      exit: 3,
      out: saying('High'),
    })
    expect(await run(['audit', '--policy', 'strict', '--fail-on', 'critical'])).toMatchObject({ exit: 0 })
    expect(await run(['audit', '--fail-on', 'critical,never-expires'])).toMatchObject({ exit: 3 })
    for (const [format, mark] of [
      ['csv', 'severity'],
      ['sarif', '"2.1.0"'],
      ['markdown', '# '],
      ['html', '<!doctype html>'],
    ] as const) {
      const report = await run(['audit', '--format', format])
      expect(report.exit).toBe(0)
      expect(report.out.toLowerCase()).toContain(mark)
      expect(report.out).not.toContain(world.ada.credential)
    }
    expect(await run(['audit', '--format', 'pdf'])).toMatchObject({ exit: 2, out: '' })
    expect(await run(['audit', '--fail-on', 'everything'])).toMatchObject({ exit: 2, out: '', err: saying('critical') })
  })

  it('reads a policy file, and says with its line what is wrong with one', async () => {
    const { run } = await filledVault(await startWorld())
    const file = join(await folder(), 'policy.yaml')
    await writeFile(file, 'rules:\n  no-such-rule: off\n')
    const bad = await run(['audit', '--policy', file])
    expect(bad).toMatchObject({ exit: 2, out: '', err: saying('Line 2') })
    expect(await run(['audit', '--policy', `${file}.none`])).toMatchObject({ exit: 2, err: saying('not there') })
  })

  it('exits 5 before 3 when a provider could not be asked, with what there is', async () => {
    const world = await startWorld()
    const { run } = await filledVault(world)
    await world.pulumi.close()
    const failed = await run(['audit', '--refresh', '--policy', 'strict', '--fail-on', 'low'])
    expect(failed).toMatchObject({ exit: 5, out: saying('High'), err: saying('Ada') })
  })

  it('works in memory with a token of the environment, and leaves nothing on the disk', async () => {
    const { ada, pulumi } = await startWorld()
    const home = await folder()
    const env = { HOME: home, TMPDIR: home, PULUMI_ACCESS_TOKEN: ada.credential }
    const args = ['audit', '--account', `pulumi@${ada.origin}=env:PULUMI_ACCESS_TOKEN`, '--format', 'json']
    const ran = await keyrack(args, { env })
    expect(ran.exit).toBe(0)
    expect(auditDocumentSchema.parse(JSON.parse(ran.out)).tokens).toBeGreaterThan(20)
    expect(ran.out + ran.err).not.toContain(ada.credential)
    expect(await keyrack([...args, '--fail-on', 'never-expires'], { env })).toMatchObject({ exit: 3 })
    expect(await keyrack(args, { env: { HOME: home } })).toMatchObject({ exit: 2, err: saying('variable') })
    await pulumi.close()
    expect(await keyrack(args, { env })).toMatchObject({ exit: 5, out: '' })
    expect(await readdir(home, { recursive: true })).toEqual([])
  })
})
