import { beforeEach, describe, expect, it } from 'vitest'
import { guideFor } from '#main/cli/guided'
import { revokeByHand } from '#main/cli/commands/revoke-guided'
import type { Session } from '#main/cli/session'
import type { Terminal } from '#main/cli/terminal'
import { shownBy } from '#main/cli/tokens'
import { AppWorld, failureOf, refresh, type Run } from '#test/support/app-world'
import { guidedProvider } from '#test/support/guided-provider'

const me = { kind: 'me', id: 'ada', name: 'id-ada' } as const

let world: AppWorld
let run: Run
let accountId: string
let said: string[]

beforeEach(async () => {
  world = new AppWorld()
  world.providers = [guidedProvider(world.service)]
  run = await world.ready()
  accountId = await world.account(run, world.service.person('ada'))
  said = []
})

/** Revokes a token as a person does who answers every question with this. */
async function revoke(name: string, answer = true): Promise<string> {
  const terminal: Pick<Terminal, 'say' | 'confirm'> = {
    say: (line) => void said.push(line),
    confirm: async () => answer,
  }
  const session = {
    app: run.app,
    context: run.app.context,
    terminal: terminal as Terminal,
    signal: new AbortController().signal,
    takeSignals: () => undefined,
  } satisfies Session
  const shown = shownBy(session.context)(run.window.row(name))
  const guide = guideFor(session.context, shown.row.token, 'revoke')
  if (guide === null) throw new Error('not guided')
  return revokeByHand(session, { shown, guide }, { ownCredential: true })
}

describe('a token whose secret is not stored', () => {
  it('is revoked when its provider lists it no more, and not while it does', async () => {
    const { issuerId } = world.service.add('ada', 'seen', { name: 'page' })
    await refresh(run)
    expect(await failureOf(revoke('page'))).toBe('still-works')
    world.service.drop(issuerId)
    expect(await revoke('page')).toBe('revoked')
    expect(said).toContain('“page” is revoked: it is listed no more.')
  })

  it('is noted by the person’s word alone where nothing can be asked, and says so before', async () => {
    const { secret } = world.service.add('ada', 'unlisted', { name: 'page' })
    await run.call['guided.create']({
      accountId,
      owner: me,
      kind: 'unlisted',
      draft: { name: 'page', expiry: { kind: 'never' } },
      secret: { from: 'field', value: secret },
      jobId: crypto.randomUUID(),
    })
    await run.call['secret.forget']({ secretId: run.window.row('page').held?.secretId ?? '' })
    await expect(revoke('page', false)).rejects.toMatchObject({ exit: 2 })
    expect(run.window.row('page').token.state).toBe('active')
    expect(await revoke('page')).toBe('noted')
    expect(said.join('\n')).toContain('cannot check that: it notes what you say.')
    expect(said).toContain('“page” is noted as revoked.')
    expect(run.window.row('page').token.state).toBe('revoked')
  })
})
