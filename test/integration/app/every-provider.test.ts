import { afterEach, describe, expect, it } from 'vitest'
import { everyKind, isDone, type Opened } from '#test/contract/providers/stages/kinds'
import { day, now } from '#test/contract/providers/stages/stage'
import { failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { signIn, text } from './signed-in.ts'

let opened: Opened
let run: Run
let accountId: string

afterEach(() => opened.stage.simulator.close())

async function signedIn(id: string, kindName: string) {
  const { planted, credential, ...rest } = await signIn(id, kindName)
  ;({ opened, run, accountId } = rest)
  return { planted, credential }
}

const rows = (kindName: string) => [...run.window.rows.values()].filter(({ token }) => token.kind === kindName)
const alive = (kindName: string) => rows(kindName).filter(({ token }) => token.state === 'active')

/** Everything that left the vault: the log, and what the window was told. */
function told(): string {
  const { facts, patches, progress, rows: shown } = run.window
  return [run.log.text(), JSON.stringify([facts, patches, progress, [...shown.values()]])].join('\n')
}

describe.each(everyKind)('%s, %s tokens, through the app', (id, kindName, { support }) => {
  it('are shown as they are, or only when their secret is stored', async () => {
    await signedIn(id, kindName)
    const shown = alive(kindName)
    if (isDone(support.list)) {
      expect(shown.map(({ token }) => token.issuerId).sort()).toEqual([...opened.kind.held().keys()].sort())
    } else {
      // The account's own credential at most, whose secret is known.
      expect(shown.filter(({ own }) => own !== 'yes')).toEqual([])
    }
  })

  it('tell no secret to the log or the window, whatever goes wrong', async () => {
    const { planted, credential } = await signedIn(id, kindName)
    const said = `no good: ${credential} and ${planted.secret}`
    for (const status of [400, 401, 403, 404, 429, 500]) {
      opened.stage.simulator.faults.clear()
      opened.stage.simulator.faults.add({ fault: { kind: 'status', status, message: said }, times: Infinity })
      // Some of these fail as a whole, some for one part: both are told.
      await failureOf(refresh(run, accountId))
    }
    opened.stage.simulator.faults.clear()
    opened.stage.simulator.faults.add({ fault: { kind: 'wrong-body', body: { message: said } }, times: Infinity })
    await failureOf(refresh(run, accountId))
    for (const secret of [credential, planted.secret]) expect(told()).not.toContain(secret)
    // What failed took nothing away.
    if (isDone(support.list)) expect(alive(kindName).map(({ token }) => token.name)).toContain('planted')
  })

  if (support.create.how === 'native') {
    it('are made, and shown with a stored secret that the log never saw', async () => {
      await signedIn(id, kindName)
      const { stage, kind } = opened
      const { owner } = rows(kindName).find(({ token }) => token.name === 'planted')!.token
      const before = kind.held().size
      const password = stage.stepUp?.password
      const made = await run.call['token.create']({
        accountId,
        owner,
        kind: kindName,
        draft: kind.draft!,
        ...(password !== undefined && { stepUp: { password: text(password) } }),
        jobId: jobId(),
      })
      expect(kind.held().size).toBe(before + 1)
      const row = run.window.rows.get(made.tokenId)!
      const held = kind.held().get(row.token.issuerId)!
      expect(row).toMatchObject({ token: { name: 'made', state: 'active' }, held: { proof: 'made-here' } })
      expect(told()).not.toContain(held.secret)
      if (password !== undefined) expect(told()).not.toContain(text(password))
    })
  }

  if (isDone(support.revoke) && isDone(support.list)) {
    it('are revoked, after which they are gone at the provider and dead in the list', async () => {
      const { planted } = await signedIn(id, kindName)
      const tokenId = rows(kindName).find(({ token }) => token.name === 'planted')!.token.id
      const outcome = await run.call['token.revoke']({ tokenId, ownConfirmed: true, jobId: jobId() })
      expect(outcome).toEqual({ outcome: 'revoked' })
      expect([...opened.kind.held().values()].map(({ secret }) => secret)).not.toContain(planted.secret)
      expect(run.window.rows.get(tokenId)?.token.state).toBe('revoked')
      await refresh(run, accountId)
      expect(alive(kindName).map(({ token }) => token.id)).not.toContain(tokenId)
    })
  }

  for (const name of ['create', 'revoke'] as const) {
    if (support[name].how !== 'none') continue
    it(`are not to be had by “${name}”, and the provider is not asked`, async () => {
      await signedIn(id, kindName)
      const row = rows(kindName).find(({ token }) => token.name === 'planted')!
      const sent = opened.stage.simulator.requests.length
      const call =
        name === 'create'
          ? run.call['token.create']({
              accountId,
              owner: row.token.owner,
              kind: kindName,
              draft: { name: 'made', expiry: { kind: 'at', at: now + 30 * day } },
              jobId: jobId(),
            })
          : run.call['token.revoke']({ tokenId: row.token.id, ownConfirmed: true, jobId: jobId() })
      expect(await failureOf(call)).toBe('not-supported')
      expect(opened.stage.simulator.requests).toHaveLength(sent)
    })
  }
})
