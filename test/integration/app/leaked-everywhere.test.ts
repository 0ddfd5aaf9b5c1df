import { afterEach, describe, expect, it } from 'vitest'
import { everyKind, isDone, type Opened } from '#test/contract/providers/stages/kinds'
import { jobId, type Run } from '#test/support/app-world'
import { signIn, text } from './signed-in.ts'

let opened: Opened
let run: Run

afterEach(() => opened.stage.simulator.close())

/** Gives the secret of the planted token. */
async function signedIn(id: string, kindName: string): Promise<string> {
  const { planted, ...rest } = await signIn(id, kindName)
  ;({ opened, run } = rest)
  return planted.secret
}

const alive = () => [...opened.kind.held().values()].map(({ secret }) => secret)

/** Ends a pasted value at the provider that it is of, in the way that Keyrack knows there. */
async function end(id: string, value: string) {
  const { leakId, values } = await run.call['leaked.read']({ secret: { from: 'field', value } })
  const [found] = values
  const origin = run.window.facts?.accounts[0]?.origin
  const at = found?.ways.findIndex((way) => way.provider === id && way.origin === origin) ?? -1
  const way = found?.ways[at]
  if (way === undefined || way.how === 'page') return { how: way?.how ?? 'none', told: undefined }
  const password = opened.stage.stepUp?.password
  const told = await run.call['leaked.revoke']({
    leakId: leakId ?? '',
    ways: [{ line: 1, way: at }],
    ownConfirmed: true,
    ...(password !== undefined && { stepUp: { password: text(password) } }),
    jobId: jobId(),
  })
  return { how: way.how, told: told.values[0] }
}

describe.each(everyKind)('a leaked secret at %s, of a %s token', (id, kindName, { support }) => {
  it('that is stored nowhere is ended, or the tokens are told that it may be: nothing is guessed', async () => {
    const leaked = await signedIn(id, kindName)
    const before = alive()
    const { how, told } = await end(id, leaked)
    const others = before.filter((secret) => secret !== leaked)
    if (how === 'page') expect(support.revoke.how).not.toBe('native')
    else expect(['ended', 'which']).toContain(told?.state)
    expect(alive()).toEqual(told?.state === 'ended' ? others : before)
    const names = told?.tokenIds.map((tokenId) => run.window.rows.get(tokenId)?.token.name)
    if (told?.state === 'which') expect(names).toContain('planted')
    expect([run.log.text(), JSON.stringify(run.window.patches)].join()).not.toContain(leaked)
  })

  if (isDone(support.revoke) && isDone(support.list)) {
    it('that is stored is ended with its token', async () => {
      const leaked = await signedIn(id, kindName)
      const before = alive()
      const tokenId = [...run.window.rows.values()].find(({ token }) => token.name === 'planted')!.token.id
      const stored = { from: 'field', value: leaked } as const
      const { proof } = await run.call['secret.store']({ tokenId, secret: stored, jobId: jobId() })
      expect(proof).not.toBe('unchecked')
      const { told } = await end(id, leaked)
      expect(told).toMatchObject({ state: 'ended', error: null, tokenIds: [tokenId] })
      expect(alive()).toEqual(before.filter((secret) => secret !== leaked))
      expect(run.window.rows.get(tokenId)?.token.state).toBe('revoked')
    })
  }
})
