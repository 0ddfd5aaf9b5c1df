import { beforeEach, describe, expect, it } from 'vitest'
import { RecoveryCodes } from '#main/app/vault/recovery-codes'
import { Failure } from '#main/ports/failure'
import { Secret } from '#main/ports/secret'
import { writtenActivity } from '#test/support/activity'
import { AppWorld, failureOf, jobId, type Run } from '#test/support/app-world'
import { FakeClock } from '#test/support/fake-clock'
import { FakeRandom } from '#test/support/fake-random'

const minute = 60_000
const textOf = (code: Secret | undefined) => code?.use((text) => text)

describe('a code that was drawn', () => {
  let clock: FakeClock
  let codes: RecoveryCodes
  beforeEach(() => {
    clock = new FakeClock()
    codes = new RecoveryCodes({ clock, random: new FakeRandom() })
  })

  const answersTo = ({ id, asked }: { id: string; asked: readonly [number, number] }): [Secret, Secret] => {
    const groups = textOf(codes.find(id))?.split('-') ?? []
    return [new Secret(groups[asked[0]] ?? ''), new Secret(groups[asked[1]] ?? '')]
  }
  const kindOf = (action: () => void): string => {
    try {
      action()
    } catch (error) {
      if (error instanceof Failure) return error.error.kind
      throw error
    }
    return 'no failure'
  }

  it('asks for two different groups of its own, the earlier first', () => {
    const seen = new Set<number>()
    for (let time = 0; time < 200; time += 1) {
      const { groups, asked } = codes.draw()
      expect(asked[0]).toBeLessThan(asked[1])
      expect(asked[1]).toBeLessThan(groups)
      for (const index of asked) seen.add(index)
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('takes the place of the one before, which is overwritten', () => {
    const first = codes.draw()
    const kept = codes.find(first.id)
    const second = codes.draw()
    expect(codes.find(first.id)).toBeUndefined()
    expect(textOf(kept)).toMatch(/^\0+$/)
    expect(textOf(codes.find(second.id))).toMatch(/^([0-9A-Z]{5}-){5}[0-9A-Z]{5}$/)
  })

  it('is overwritten after 15 minutes, and no sooner', () => {
    const { id } = codes.draw()
    const kept = codes.find(id)
    clock.advance(15 * minute - 1)
    expect(codes.find(id)).toBe(kept)
    clock.advance(1)
    expect(codes.find(id)).toBeUndefined()
    expect(textOf(kept)).toMatch(/^\0+$/)
  })

  it('counts the time of its own, not that of the one before', () => {
    codes.draw()
    clock.advance(14 * minute)
    const { id } = codes.draw()
    clock.advance(14 * minute)
    expect(codes.find(id)).toBeDefined()
    expect(clock.waiting).toBe(1)
  })

  it('is confirmed however the groups are written', async () => {
    const drawn = codes.draw()
    const [one, other] = answersTo(drawn)
    const sloppy = (secret: Secret) =>
      secret.use((text) => new Secret(` ${text.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `))
    codes.confirm(drawn.id, [sloppy(one), sloppy(other)])
    expect(await codes.use(drawn.id, async () => 'used')).toBe('used')
  })

  it('refuses a wrong group, groups in the wrong order, and a code that is gone', () => {
    const drawn = codes.draw()
    const [one, other] = answersTo(drawn)
    expect(kindOf(() => codes.confirm(drawn.id, [one, new Secret('ZZZZZ')]))).toBe('wrong-recovery-code')
    expect(kindOf(() => codes.confirm(drawn.id, [other, one]))).toBe('wrong-recovery-code')
    expect(kindOf(() => codes.confirm(drawn.id, [new Secret(''), new Secret('')]))).toBe('wrong-recovery-code')
    expect(kindOf(() => codes.confirm('another', [one, other]))).toBe('not-found')
  })

  it('cannot be used before it was confirmed', async () => {
    const { id } = codes.draw()
    expect(await failureOf(codes.use(id, async () => undefined))).toBe('confirmation-needed')
    expect(await failureOf(codes.use('another', async () => undefined))).toBe('not-found')
  })

  it('is kept when its use fails, and overwritten when it went well', async () => {
    const drawn = codes.draw()
    const kept = codes.find(drawn.id)
    codes.confirm(drawn.id, answersTo(drawn))
    const refused = codes.use(drawn.id, () => Promise.reject(new Failure('wrong-passphrase')))
    expect(await failureOf(refused)).toBe('wrong-passphrase')
    expect(codes.find(drawn.id)).toBe(kept)
    await codes.use(drawn.id, async () => undefined)
    expect(codes.find(drawn.id)).toBeUndefined()
    expect(textOf(kept)).toMatch(/^\0+$/)
    expect(clock.waiting).toBe(0)
  })

  it('is not overwritten under the hands of who uses it, and what was lent is overwritten afterwards', async () => {
    const drawn = codes.draw()
    const code = textOf(codes.find(drawn.id))
    codes.confirm(drawn.id, answersTo(drawn))
    let lent: Secret | undefined
    await codes.use(drawn.id, async (copy) => {
      lent = copy
      clock.advance(16 * minute)
      expect(textOf(copy)).toBe(code)
    })
    expect(textOf(lent)).toMatch(/^\0+$/)
    expect(codes.find(drawn.id)).toBeUndefined()
  })
})

describe('a recovery code for the vault', () => {
  let world: AppWorld
  let run: Run
  beforeEach(async () => {
    world = new AppWorld()
    run = await world.ready()
  })

  const protect = (recoveryId: string | null) =>
    run.call['vault.protect']({
      slots: ['os', 'recovery'],
      passphrase: null,
      recoveryId,
      current: null,
      acceptWeak: false,
      rekey: false,
      jobId: jobId(),
    })
  const reveal = async (id: string) => (await run.call['secret.reveal']({ id })).value
  async function confirmed(): Promise<{ id: string; code: string }> {
    const { id, asked } = await run.call['vault.drawRecovery']({})
    const code = await reveal(id)
    const groups = code.split('-')
    const answers: [string, string] = [groups[asked[0]] ?? '', groups[asked[1]] ?? '']
    await run.call['vault.confirmRecovery']({ id, answers })
    return { id, code }
  }

  it('is shown, asked back, and opens the vault where the keystore is lost', async () => {
    const { id, code } = await confirmed()
    await protect(id)
    expect(run.window.facts?.vault).toMatchObject({ kind: 'open', slots: ['os', 'recovery'] })
    expect(await failureOf(reveal(id))).toBe('not-found')
    await run.app.close()
    world.sealer.mood = 'other-key'
    run = await world.start()
    expect(run.vault.state()).toMatchObject({ kind: 'locked-by-os', slots: ['os', 'recovery'] })
    await run.call['vault.unlock']({ with: 'recovery', value: code.toLowerCase().replaceAll('-', ' ') })
    expect(run.vault.state().kind).toBe('open')
  })

  it('makes no slot before it was asked back', async () => {
    const { id } = await run.call['vault.drawRecovery']({})
    expect(await failureOf(protect(id))).toBe('confirmation-needed')
    expect(await failureOf(run.call['vault.confirmRecovery']({ id, answers: ['ZZZZZ', 'ZZZZZ'] }))).toBe(
      'wrong-recovery-code',
    )
    expect(await failureOf(protect(id))).toBe('confirmation-needed')
    expect(run.vault.state()).toMatchObject({ slots: ['os'] })
  })

  it('is forgotten when the vault is locked', async () => {
    const { id } = await confirmed()
    await run.call['vault.lock']({})
    await run.call['vault.retry']({})
    expect(run.vault.state().kind).toBe('open')
    expect(await failureOf(reveal(id))).toBe('not-found')
    expect(await failureOf(protect(id))).toBe('not-found')
  })

  it('cannot be copied', async () => {
    const { id } = await run.call['vault.drawRecovery']({})
    expect(await failureOf(run.call['secret.copy']({ id }))).toBe('not-found')
    expect(run.clipboard.text).toBe('')
  })

  it('is not drawn for a session, in which nothing could be sealed by it', async () => {
    run = await new AppWorld().start()
    await run.call['vault.create']({ choice: 'session', passphrase: null })
    expect(await failureOf(run.call['vault.drawRecovery']({}))).toBe('not-supported')
  })

  it('is noted when it is shown and when it is used, without its value', async () => {
    const { id, code } = await confirmed()
    await protect(id)
    await run.app.close()
    const { vault, log } = await world.start()
    const entries = await writtenActivity(vault, { clock: world.clock, log })
    expect(entries.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['vault-created', 'done'],
      ['recovery-code-revealed', 'done'],
      ['vault-protected', 'done'],
    ])
    for (const group of code.split('-')) expect(JSON.stringify([entries, run.log.lines])).not.toContain(group)
  })
})
