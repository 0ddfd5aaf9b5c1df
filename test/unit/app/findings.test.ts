import { describe, expect, it } from 'vitest'
import { auditBy } from '#main/app/findings/findings'
import { Failure } from '#main/ports/failure'
import type { Finding, RuleId } from '#shared/model/finding'
import { AppWorld, jobId, type Run } from '#test/support/app-world'
import { withAda, type Given } from './ada.ts'

const day = 86_400_000
const policyPath = '/home/ada/policy.yaml'

async function allFindings(run: Run): Promise<Finding[]> {
  const found: Finding[] = []
  let auditId: string | null = null
  for (let from: number | null = 0; from !== null;) {
    const chunk: Awaited<ReturnType<(typeof run.call)['findings.list']>> = await run.call['findings.list']({
      auditId,
      from,
    })
    auditId = chunk.audit.auditId
    found.push(...chunk.findings)
    from = chunk.next
  }
  return found
}

async function finding(run: Run, rule: RuleId, name: string): Promise<Finding> {
  const found = (await allFindings(run)).find((one) => one.rule === rule && one.subject.name === name)
  if (found === undefined) throw new Error(`no finding ${rule} on ${name}`)
  return found
}

async function errorOf(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error.error
  throw new Error('no failure', { cause: error })
}

/** Ada has a token that never expires and another whose name says nothing. */
function given(): Promise<Given> {
  return withAda([
    ['acme', 'org', 'deploy'],
    ['acme', 'org', 'test'],
  ])
}

const accept = { kind: 'accepted', who: 'Ada', reason: 'A robot needs it', until: null } as const

describe('the audit', () => {
  it('is made when its findings are first asked for, and gives what the rules find, worst first', async () => {
    const { run } = await given()
    expect(run.window.facts?.audit.last).toBeNull()
    const found = await allFindings(run)
    expect(found.map(({ rule, subject }) => [rule, subject.name])).toEqual(
      expect.arrayContaining([
        ['never-expires', 'deploy'],
        ['never-expires', 'test'],
        ['name-without-meaning', 'test'],
      ]),
    )
    expect(found.at(-1)?.severity).toBe('low')
    expect(run.window.facts?.audit.last?.counts.medium).toBe(
      found.filter(({ severity }) => severity === 'medium').length,
    )
  })

  it('is made anew by itself after a refresh has found something, and a token that is gone is in it no more', async () => {
    const { world, run } = await given()
    const before = (await allFindings(run)).length
    const late = world.service.add('acme', 'org', { name: 'foo' })
    await run.call['inventory.refresh']({ accountId: null, jobId: jobId() })
    world.clock.advance(6_000)
    await expect.poll(async () => (await allFindings(run)).length).toBeGreaterThan(before)
    const id = (await finding(run, 'name-without-meaning', 'foo')).subject.tokenId ?? ''
    world.service.drop(late.issuerId)
    await run.call['inventory.refresh']({ accountId: null, jobId: jobId() })
    world.clock.advance(6_000)
    await expect.poll(async () => (await allFindings(run)).some(({ subject }) => subject.tokenId === id)).toBe(false)
  })

  it('is given in chunks, and from the beginning where another audit was made meanwhile', async () => {
    const names = Array.from({ length: 520 }, (_, at) => `job ${String(at)} of the build`)
    const { run } = await withAda(names.map((name) => ['acme', 'org', name] as const))
    const first = await run.call['findings.list']({ auditId: null, from: 0 })
    expect(first.findings).toHaveLength(500)
    const { auditId } = first.audit
    const second = await run.call['findings.list']({ auditId, from: first.next ?? 0 })
    expect(second).toMatchObject({ from: 500, next: 1000 })
    const third = await run.call['findings.list']({ auditId, from: 1000 })
    expect(third.next).toBeNull()
    expect(1000 + third.findings.length).toBe(first.audit.findings)
    await run.call['findings.run']({ jobId: jobId() })
    expect(await run.call['findings.list']({ auditId, from: 500 })).toMatchObject({ from: 0, next: 500 })
  })

  it('shows nothing of the vault once that is locked', async () => {
    const { run } = await given()
    await allFindings(run)
    await run.call['vault.lock']({})
    expect(run.window.facts?.audit.last).toBeNull()
    expect(await errorOf(run.call['findings.list']({ auditId: null, from: 0 }))).toEqual({ kind: 'vault-locked' })
  })

  it('says which parts could not be judged, and which accounts were never listed', async () => {
    const { world, run } = await given()
    world.service.fail({ on: 'list', kind: 'missing-permission', owner: 'acme' })
    await run.call['inventory.refresh']({ accountId: null, jobId: jobId() })
    const { unjudged } = await run.call['findings.run']({ jobId: jobId() })
    expect(unjudged).toMatchObject([{ owner: 'acme', kind: 'Organization token' }])
    const [[, account] = []] = run.vault.records.all('account')
    await run.app.context.store.commit([{ put: 'account', id: 'new', value: { ...account!, name: 'Never listed' } }])
    const again = await run.call['findings.run']({ jobId: jobId() })
    expect(again.unjudged[1]).toEqual({ account: 'Never listed', owner: '', kind: '', asOf: null })
  })

  it('is not made by itself in a run for one command, and nothing of it is kept', async () => {
    const { world, run } = await given()
    await run.app.close()
    const kept = async (one: Run) => (await one.vault.snapshots.names()).includes('audit.trend')
    world.oneCommand = true
    const command = await world.start()
    world.clock.advance(6_000)
    await expect.poll(() => command.window.facts?.audit.isRunning).toBe(false)
    expect(await kept(command)).toBe(false)
    await command.app.close()
    world.oneCommand = false
    const again = await world.start()
    world.clock.advance(6_000)
    await expect.poll(() => kept(again)).toBe(true)
  })

  it('can be made by another policy without anything being written or shown', async () => {
    const { world, run } = await given()
    const { auditId } = (await run.call['findings.list']({ auditId: null, from: 0 })).audit
    const disk = world.disk.files().join()
    const audit = await auditBy(run.app.context, { kind: 'pack', pack: 'relaxed' })
    expect(audit.findings.some(({ rule }) => rule === 'never-expires')).toBe(false)
    expect(audit.policy).toBe('Relaxed')
    expect(world.disk.files().join()).toBe(disk)
    expect((await run.call['findings.list']({ auditId: null, from: 0 })).audit.auditId).toBe(auditId)
  })
})

describe('what a person decides about a finding', () => {
  it('counts at once, outlives the app, and can be taken back', async () => {
    const { world, run } = await given()
    const { id } = await finding(run, 'never-expires', 'deploy')
    const counted = run.window.facts?.audit.last?.counts.medium ?? 0
    const { before } = await run.call['findings.decide']({ decisions: [{ findingId: id, decision: accept }] })
    expect(await finding(run, 'never-expires', 'deploy')).toMatchObject({ state: 'accepted', decision: accept })
    expect(run.window.facts?.audit.last?.counts.medium).toBe(counted - 1)
    await run.app.close()
    const again = await world.start()
    expect(await finding(again, 'never-expires', 'deploy')).toMatchObject({ state: 'accepted' })
    await again.call['findings.decide']({ decisions: before })
    expect(await finding(again, 'never-expires', 'deploy')).toMatchObject({ state: 'open', decision: null })
    expect(again.vault.records.ids('decision')).toEqual([])
  })

  it('is undone to what it was before, however often it is changed at once', async () => {
    const { world, run } = await given()
    const { id: findingId } = await finding(run, 'never-expires', 'deploy')
    await run.call['findings.decide']({ decisions: [{ findingId, decision: accept }] })
    const snooze = { ...accept, kind: 'snoozed', until: world.clock.now() + 86_400_000 } as const
    const { before } = await run.call['findings.decide']({
      decisions: [
        { findingId, decision: snooze },
        { findingId, decision: null },
      ],
    })
    expect(before).toEqual([{ findingId, decision: accept }])
  })

  it('is kept for each rule on its own', async () => {
    const { run } = await given()
    const ids = [await finding(run, 'never-expires', 'test'), await finding(run, 'name-without-meaning', 'test')]
    for (const { id } of ids) await run.call['findings.decide']({ decisions: [{ findingId: id, decision: accept }] })
    await run.call['findings.decide']({ decisions: [{ findingId: ids[0]?.id ?? '', decision: null }] })
    await run.call['findings.run']({ jobId: jobId() })
    expect(await finding(run, 'never-expires', 'test')).toMatchObject({ state: 'open' })
    expect(await finding(run, 'name-without-meaning', 'test')).toMatchObject({ state: 'accepted' })
  })

  it('is kept whole when a token is decided about twice at the same moment', async () => {
    const { world, run } = await given()
    const ids = [await finding(run, 'never-expires', 'test'), await finding(run, 'name-without-meaning', 'test')]
    await Promise.all(
      ids.map(({ id }) => run.call['findings.decide']({ decisions: [{ findingId: id, decision: accept }] })),
    )
    await run.app.close()
    const again = await world.start()
    expect(await finding(again, 'never-expires', 'test')).toMatchObject({ state: 'accepted' })
    expect(await finding(again, 'name-without-meaning', 'test')).toMatchObject({ state: 'accepted' })
  })

  it('is in the audit that is under way meanwhile', async () => {
    const { run } = await given()
    const { id } = await finding(run, 'never-expires', 'deploy')
    const audit = run.call['findings.run']({ jobId: jobId() })
    await run.call['findings.decide']({ decisions: [{ findingId: id, decision: accept }] })
    await audit
    expect(await finding(run, 'never-expires', 'deploy')).toMatchObject({ state: 'accepted' })
  })

  it('ends with its time: what was snoozed is open again by the next audit that makes itself', async () => {
    const { world, run } = await given()
    const { id } = await finding(run, 'never-expires', 'deploy')
    const until = world.clock.now() + 600_000
    const decision = { kind: 'snoozed', who: '', reason: '', until } as const
    await run.call['findings.decide']({ decisions: [{ findingId: id, decision }] })
    expect(await finding(run, 'never-expires', 'deploy')).toMatchObject({ state: 'snoozed' })
    world.clock.advance(3_700_000)
    await expect.poll(async () => (await finding(run, 'never-expires', 'deploy')).state).toBe('open')
  })

  it.each([
    ['assigned', '', null, 'who'],
    ['snoozed', '', null, 'until'],
  ] as const)('is refused when it is %s to %s until %s', async (kind, who, until, field) => {
    const { run } = await given()
    const { id } = await finding(run, 'never-expires', 'deploy')
    const decision = { kind, who, reason: '', until }
    const error = await errorOf(run.call['findings.decide']({ decisions: [{ findingId: id, decision }] }))
    expect(error).toEqual({ kind: 'invalid-input', field })
  })

  it('is all or nothing: one that is not there keeps the others from being decided', async () => {
    const { run } = await given()
    const { id } = await finding(run, 'never-expires', 'deploy')
    const decisions = [id, 'unused:nobody/has/this'].map((findingId) => ({ findingId, decision: accept }))
    expect(await errorOf(run.call['findings.decide']({ decisions }))).toEqual({ kind: 'not-found' })
    expect(await finding(run, 'never-expires', 'deploy')).toMatchObject({ state: 'open' })
  })

  it('goes with its account', async () => {
    const { run, accountId } = await given()
    const { id } = await finding(run, 'never-expires', 'deploy')
    await run.call['findings.decide']({ decisions: [{ findingId: id, decision: accept }] })
    await run.call['account.remove']({ accountId, acceptLosing: 0 })
    expect(run.vault.records.ids('decision')).toEqual([])
  })
})

describe('the trend', () => {
  it('has one point a day, and one for every audit that was asked for', async () => {
    const { world, run } = await given()
    await allFindings(run)
    world.clock.advance(2 * 3_600_000)
    expect((await run.call['findings.list']({ auditId: null, from: 0 })).audit.trend).toHaveLength(1)
    world.service.add('acme', 'org', { name: 'added later' })
    await run.call['inventory.refresh']({ accountId: null, jobId: jobId() })
    const { trend } = await run.call['findings.run']({ jobId: jobId() })
    expect(trend).toHaveLength(2)
    expect(trend[1]?.since).toMatchObject({ at: trend[0]?.at, went: 0 })
    expect(trend[1]?.since?.came).toBeGreaterThan(0)
    expect(await finding(run, 'never-expires', 'added later')).toMatchObject({ isNew: true })
    expect(await finding(run, 'never-expires', 'deploy')).toMatchObject({ isNew: false })
  })

  it('outlives the app, and what came with its last point is still new then', async () => {
    const { world, run } = await given()
    await run.call['findings.run']({ jobId: jobId() })
    world.clock.advance(day)
    world.service.add('acme', 'org', { name: 'added later' })
    await run.call['inventory.refresh']({ accountId: null, jobId: jobId() })
    await run.call['findings.run']({ jobId: jobId() })
    await run.app.close()
    const again = await world.start()
    const { audit } = await again.call['findings.list']({ auditId: null, from: 0 })
    expect(audit.trend.length).toBeGreaterThan(1)
    expect(await finding(again, 'never-expires', 'added later')).toMatchObject({ isNew: true })
  })
})

describe('the policy', () => {
  const text = (policy: string): Buffer => Buffer.from(policy)

  it('is one of those that are built in until the person takes another', async () => {
    const { run } = await given()
    await allFindings(run)
    expect(run.window.facts?.audit.policy).toMatchObject({ choice: { kind: 'pack', pack: 'issuer' } })
    await run.call['policy.choose']({ pack: 'relaxed' })
    expect((await allFindings(run)).some(({ rule }) => rule === 'never-expires')).toBe(false)
    expect(run.window.facts?.audit.policy.name).toBe('Relaxed')
  })

  it('is a file of the person’s choice, of which the limits are told', async () => {
    const { world, run } = await given()
    world.disk.put(
      policyPath,
      text('version: 1\nname: Acme\nlimits:\n  maxLifetimeDays: 60\nrules:\n  never-expires: critical\n'),
    )
    run.picker.path = policyPath
    expect(await run.call['policy.chooseFile']({})).toEqual({ chosen: { name: 'Acme', faults: [] } })
    expect(await finding(run, 'never-expires', 'deploy')).toMatchObject({ severity: 'critical' })
    expect(run.window.facts?.audit.policy).toMatchObject({ name: 'Acme', lifetimes: { 'fake/org': 60 } })
  })

  it('is not taken from a file with faults, which are told with their lines', async () => {
    const { world, run } = await given()
    world.disk.put(policyPath, text('version: 1\nlimits:\n  unusedDay: 30\n'))
    run.picker.path = policyPath
    const { chosen } = await run.call['policy.chooseFile']({})
    expect(chosen?.faults).toMatchObject([{ line: 3, at: 'limits.unusedDay' }])
    expect(run.preferences.get().policy).toEqual({ kind: 'pack', pack: 'issuer' })
  })

  it('is never replaced by another when its file has become unusable: nothing is judged, and why is told', async () => {
    const { world, run } = await given()
    world.disk.put(policyPath, text('version: 1\n'))
    run.picker.path = policyPath
    await run.call['policy.chooseFile']({})
    world.disk.put(policyPath, text('version: 2\n'))
    await run.call['policy.reload']({})
    expect(run.window.facts?.audit).toMatchObject({ last: null, policy: { faults: [{ line: 1, at: 'version' }] } })
    const error = await errorOf(run.call['findings.list']({ auditId: null, from: 0 }))
    expect(error).toEqual({ kind: 'invalid-input', field: 'policy' })
    world.disk.remove(policyPath)
    await run.call['policy.reload']({})
    expect(run.window.facts?.audit.policy.faults[0]?.says).toBe('The file is not there any more.')
  })
})

describe('an app without accounts', () => {
  it('finds nothing', async () => {
    const run = await new AppWorld().ready()
    expect(await allFindings(run)).toEqual([])
  })
})
