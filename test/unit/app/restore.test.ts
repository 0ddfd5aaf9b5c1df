import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf, jobId, until, type Run } from '#test/support/app-world'
import { addOther, BackupWorld, file, make, names, preview, values } from './backup-world.ts'

let world: BackupWorld
let run: Run

beforeEach(async () => {
  world = new BackupWorld()
  run = await world.begun()
})

describe('restoring on another computer', () => {
  it('brings everything into an empty vault, and the account works there', async () => {
    await make(run)
    const there = await world.elsewhere()
    const { planId, losses, accounts } = await preview(there.run)
    expect(Object.values(losses)).toEqual([0, 0, 0, 0, 0, 0])
    expect(accounts).toMatchObject([{ name: 'Work', what: 'fresh', twin: 'none' }])
    await there.run.call['backup.restore']({ planId, how: 'replace', acceptLosing: null })
    expect(values(there.run)).toEqual(['vpn-EXAMPLE-1'])
    expect(names(there.run)).toEqual(['vpn'])
    expect(there.run.window.row('vpn').notes).toBe('notes of vpn')
    await there.run.call['inventory.refresh']({ accountId: world.accountId, jobId: jobId() })
    expect(names(there.run)).toEqual(['ada-signs-in', 'vpn'])
  })

  it('makes the fingerprints anew, so that the credential is known again', async () => {
    await make(run)
    const there = await world.elsewhere()
    const { planId } = await preview(there.run)
    await there.run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    const { records } = there.run.vault
    expect(records.get('account', world.accountId)?.fingerprint).toBe(records.fingerprint(world.credential))
    expect(run.vault.records.get('account', world.accountId)?.fingerprint).not.toBe(
      records.fingerprint(world.credential),
    )
    const [secretId = ''] = records.ids('held')
    expect(records.get('held', secretId)?.fingerprint).toBe(records.fingerprint('vpn-EXAMPLE-1'))
  })

  it('is there after the next start too', async () => {
    await make(run)
    const there = await world.elsewhere()
    const { planId } = await preview(there.run)
    await there.run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    await there.run.app.close()
    expect(names(await there.world.start())).toEqual(['vpn'])
  })
})

describe('restoring over what is here', () => {
  it('writes nothing before the person has chosen how', async () => {
    await make(run)
    await addOther(run, 'wifi', 'wifi-EXAMPLE')
    const before = world.disk.files()
    const { secrets, others, losses, merge } = await preview(run)
    expect([secrets, others]).toEqual([
      { fresh: 0, changed: 0, same: 1, onlyHere: 1 },
      { fresh: 0, changed: 0, same: 1, onlyHere: 1 },
    ])
    expect(losses).toEqual({ accounts: 0, credentials: 0, secrets: 1, others: 1, notes: 1, places: 0 })
    expect(merge).toEqual({ changes: 0, secondSecrets: 0, leftOperations: 0, leftNotes: 0 })
    expect(world.disk.files()).toEqual(before)
  })

  it('merges without removing anything, and a second time without changing anything', async () => {
    await make(run)
    await addOther(run, 'wifi', 'wifi-EXAMPLE')
    await run.call['other.remove']({ tokenId: run.window.row('vpn').token.id })
    const first = await preview(run)
    expect(await run.call['backup.restore']({ planId: first.planId, how: 'merge', acceptLosing: null })).toEqual({
      changes: 4,
      kept: false,
    })
    expect(values(run)).toEqual(['vpn-EXAMPLE-1', 'wifi-EXAMPLE'])
    expect(names(run)).toEqual(['ada-signs-in', 'vpn', 'wifi'])
    expect((await preview(run)).merge.changes).toBe(0)
  })

  it('keeps both secrets of a token, the second under a name of its own', async () => {
    await make(run)
    const { id: tokenId } = run.window.row('vpn').token
    await run.call['secret.store']({ tokenId, secret: { from: 'field', value: 'vpn-EXAMPLE-2' }, jobId: jobId() })
    const { planId, merge } = await preview(run)
    expect(merge.secondSecrets).toBe(1)
    await run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    expect(values(run)).toEqual(['vpn-EXAMPLE-1', 'vpn-EXAMPLE-2'])
    expect(run.window.row('vpn (from a backup)').held?.proof).toBe('unchecked')
    const secretId = run.window.row('vpn').held?.secretId ?? ''
    expect(run.vault.records.get('secret', secretId)?.value).toBe('vpn-EXAMPLE-2')
  })

  it('replaces only when the person has accepted exactly what goes', async () => {
    await make(run)
    await addOther(run, 'wifi', 'wifi-EXAMPLE')
    const { planId, losses } = await preview(run)
    const replace = (acceptLosing: typeof losses | null) =>
      run.call['backup.restore']({ planId, how: 'replace', acceptLosing })
    expect(await failureOf(replace(null))).toBe('confirmation-needed')
    await addOther(run, 'late', 'late-EXAMPLE')
    expect(await failureOf(replace(losses))).toBe('confirmation-needed')
    expect(values(run)).toHaveLength(3)
    await replace({ ...losses, secrets: 2, others: 2, notes: 2, places: 0 })
    expect(values(run)).toEqual(['vpn-EXAMPLE-1'])
    expect(names(run)).toEqual(['ada-signs-in', 'vpn'])
  })

  it('takes accounts away that the backup does not have, with all that was known of their tokens', async () => {
    await make(run)
    const bob = await world.account(run, world.service.person('bob'), 'Bob')
    const { planId, losses, accounts } = await preview(run)
    expect(accounts.map(({ name, what }) => [name, what])).toEqual([
      ['Work', 'same'],
      ['Bob', 'only-here'],
    ])
    await run.call['backup.restore']({ planId, how: 'replace', acceptLosing: losses })
    expect(run.window.facts?.accounts.map(({ id }) => id)).toEqual([world.accountId])
    expect(run.window.facts?.parts.some((part) => part.accountId === bob)).toBe(false)
    expect(names(run)).toEqual(['ada-signs-in', 'vpn'])
  })

  it('keeps the state before, however much is saved afterwards, and goes back to it', async () => {
    await make(run)
    await addOther(run, 'wifi', 'wifi-EXAMPLE')
    const { planId, losses } = await preview(run)
    expect(await run.call['backup.kept']({})).toEqual({ kept: [] })
    const replaced = await run.call['backup.restore']({ planId, how: 'replace', acceptLosing: losses })
    expect(replaced.kept).toBe(true)
    for (let save = 0; save < 40; save += 1) {
      await run.call['token.annotate']({ tokenId: run.window.row('vpn').token.id, tags: [], notes: `${save}` })
      world.clock.advance(86_400_000)
    }
    await run.app.close()
    run = await world.start()
    expect(values(run)).toEqual(['vpn-EXAMPLE-1'])
    const [kept] = (await run.call['backup.kept']({})).kept
    const back = await run.call['backup.previewKept']({ id: kept?.id ?? '', jobId: jobId() })
    expect(back.others).toEqual({ fresh: 1, changed: 0, same: 1, onlyHere: 0 })
    await run.call['backup.restore']({ planId: back.planId, how: 'replace', acceptLosing: back.losses })
    expect(values(run)).toEqual(['vpn-EXAMPLE-1', 'wifi-EXAMPLE'])
    expect(run.window.row('vpn').notes).toBe('notes of vpn')
    expect((await run.call['backup.kept']({})).kept).toHaveLength(2)
  })

  it('lets the state before go when the person asks for it', async () => {
    await make(run)
    await addOther(run, 'wifi', 'wifi-EXAMPLE')
    const { planId, losses } = await preview(run)
    await run.call['backup.restore']({ planId, how: 'replace', acceptLosing: losses })
    const [kept] = (await run.call['backup.kept']({})).kept
    await run.call['backup.letGo']({ id: kept?.id ?? '' })
    expect(await run.call['backup.kept']({})).toEqual({ kept: [] })
    expect(world.disk.files().filter((path) => path.includes('kept'))).toEqual([])
    const again = { id: kept?.id ?? '', jobId: jobId() }
    expect(await failureOf(run.call['backup.previewKept'](again))).toBe('not-found')
  })

  it('replaces nothing where the state before cannot be kept', async () => {
    await make(run)
    await addOther(run, 'wifi', 'wifi-EXAMPLE')
    const { planId, losses } = await preview(run)
    run.fs.failOn('rename', 'ENOSPC', { path: /vault\./, times: 1 })
    const replace = () => run.call['backup.restore']({ planId, how: 'replace', acceptLosing: losses })
    expect(await failureOf(replace())).toBe('disk-full')
    expect(values(run)).toEqual(['vpn-EXAMPLE-1', 'wifi-EXAMPLE'])
    expect(await failureOf(replace())).toBe('no failure')
  })

  it('changes nothing at all when it cannot be stored', async () => {
    await make(run)
    await addOther(run, 'wifi', 'wifi-EXAMPLE')
    const { planId, losses } = await preview(run)
    run.fs.failOn('write', 'ENOSPC', { path: /vault\.tmp/, times: 1 })
    expect(await failureOf(run.call['backup.restore']({ planId, how: 'replace', acceptLosing: losses }))).toBe(
      'disk-full',
    )
    expect(values(run)).toEqual(['vpn-EXAMPLE-1', 'wifi-EXAMPLE'])
    expect(names(run)).toEqual(['ada-signs-in', 'vpn', 'wifi'])
    await run.call['backup.restore']({ planId, how: 'replace', acceptLosing: losses })
    expect(values(run)).toEqual(['vpn-EXAMPLE-1'])
  })

  it('does not replace while an operation waits, and merges around it', async () => {
    await make(run)
    world.service.add('acme', 'org', { name: 'deploy' }, 'ada')
    await run.call['inventory.refresh']({ accountId: world.accountId, jobId: jobId() })
    await run.call['token.regenerate']({
      tokenId: run.window.row('deploy').token.id,
      draft: { name: 'deploy two', expiry: { kind: 'never' } },
      ownConfirmed: false,
      jobId: jobId(),
    })
    const [waiting] = run.operations('regenerate')
    expect(waiting?.step).toBe('checked')
    const { planId, losses, underWay } = await preview(run)
    expect(underWay).toBe(1)
    expect(await failureOf(run.call['backup.restore']({ planId, how: 'replace', acceptLosing: losses }))).toBe('busy')
    await run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    expect(run.operations('regenerate')).toEqual([waiting])
  })

  it('does nothing while a token is being changed', async () => {
    await make(run)
    const { planId } = await preview(run)
    const go = world.service.hold('create')
    const creating = run.call['token.create']({
      accountId: world.accountId,
      owner: { kind: 'organization', id: 'acme', name: 'acme' },
      kind: 'org',
      draft: { name: 'deploy', expiry: { kind: 'never' } },
      jobId: jobId(),
    })
    await until(() => world.service.count('create') > 0)
    const restore = () => run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    expect(await failureOf(restore())).toBe('busy')
    go()
    await creating
    expect(await failureOf(restore())).toBe('no failure')
    expect(values(run)).toHaveLength(2)
  })

  it('lets what is asked for meanwhile wait, so that it builds on what was restored', async () => {
    await make(run)
    const there = await world.elsewhere()
    const first = await preview(there.run)
    await there.run.call['backup.restore']({ planId: first.planId, how: 'merge', acceptLosing: null })
    world.clock.advance(60_000)
    const newer = world.service.add('ada', 'classic', { name: 'ada-signs-in-anew' }).secret
    await run.call['account.reenter']({
      accountId: world.accountId,
      secret: { from: 'field', value: newer },
      jobId: jobId(),
    })
    await make(run)
    there.world.disk.put(file, world.disk.bytes(file))
    const { planId } = await preview(there.run)
    const { fs, vault } = there.run
    const renaming: Promise<unknown>[] = []
    fs.fault = ({ step, path }) => {
      const isSaving = step === 'write' && path.includes('vault.tmp')
      if (isSaving && renaming.length === 0) {
        renaming.push(there.run.call['account.rename']({ accountId: world.accountId, name: 'Renamed' }))
      }
      return undefined
    }
    await there.run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    await Promise.all(renaming)
    const { fingerprint, name } = vault.records.get('account', world.accountId) ?? {}
    const credential = vault.records.get('credential', world.accountId)?.value
    expect(credential).toBe(newer)
    expect({ fingerprint, name }).toEqual({ fingerprint: vault.records.fingerprint(newer), name: 'Renamed' })
  })

  it('counts notes that were written since as something that replacing takes away', async () => {
    await make(run)
    const { id: tokenId } = run.window.row('vpn').token
    await run.call['token.annotate']({ tokenId, tags: ['new'], notes: 'notes of vpn, and more' })
    const { planId, losses } = await preview(run)
    expect(losses).toEqual({ accounts: 0, credentials: 0, secrets: 0, others: 0, notes: 1, places: 0 })
    const replace = (acceptLosing: typeof losses | null) =>
      run.call['backup.restore']({ planId, how: 'replace', acceptLosing })
    expect(await failureOf(replace(null))).toBe('confirmation-needed')
    await replace(losses)
    expect(run.window.row('vpn')).toMatchObject({ tags: [], notes: 'notes of vpn' })
  })

  it('counts no notes that the backup has too, and more', async () => {
    await make(run)
    const { id: tokenId } = run.window.row('vpn').token
    await run.call['token.annotate']({ tokenId, tags: [], notes: 'notes' })
    expect((await preview(run)).losses.notes).toBe(0)
  })

  it('finds the same secrets again after everything was sealed anew meanwhile', async () => {
    await make(run)
    const { planId } = await preview(run)
    const before = run.vault.records.fingerprint('')
    const protection = { slots: ['os' as const], passphrase: null, recoveryId: null, current: null, acceptWeak: false }
    await run.call['vault.protect']({ ...protection, rekey: true, jobId: jobId() })
    expect(run.vault.records.fingerprint('')).not.toBe(before)
    expect(await run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })).toEqual({
      changes: 0,
      kept: false,
    })
    expect(values(run)).toEqual(['vpn-EXAMPLE-1'])
  })

  it('forgets the opened backup when the vault is closed, and once it was restored', async () => {
    await make(run)
    const { planId } = await preview(run)
    await run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null })
    expect(await failureOf(run.call['backup.restore']({ planId, how: 'merge', acceptLosing: null }))).toBe('not-found')
    const again = await preview(run)
    await run.vault.close()
    await run.vault.open()
    const restore = run.call['backup.restore']({ planId: again.planId, how: 'merge', acceptLosing: null })
    expect(await failureOf(restore)).toBe('not-found')
  })
})
