import { expect, it } from 'vitest'
import { AppWorld, failureOf, settle } from '#test/support/app-world'

const passphrase = 'correct horse battery staple EXAMPLE'

it('what was typed just before the person went does not open the vault any more', async () => {
  const run = await new AppWorld().start()
  await run.call['vault.create']({ choice: 'passphrase', passphrase })
  await run.call['vault.lock']({})
  const unlocking = failureOf(run.call['vault.unlock']({ with: 'passphrase', value: passphrase }))
  run.system.happen('lock')
  await unlocking
  await settle()
  expect(run.vault.state().kind).toBe('locked')
  expect(run.windowProcess.processes).toBe(3)
})

it('a keystore that is asked just before the person goes does not open it any more, at no focus either', async () => {
  const world = new AppWorld()
  const run = await world.ready()
  await run.call['vault.lock']({})
  world.sealer.mood = 'silent'
  const showing = run.call['vault.retry']({})
  await settle()
  run.system.happen('lock')
  await showing
  world.sealer.mood = 'works'
  world.clock.advance(60_000)
  await run.app.focused()
  await settle()
  expect(run.vault.state().kind).toBe('locked')
  await run.call['vault.retry']({})
  expect(run.vault.state().kind).toBe('open')
})
