import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { entry, environment, passphrase, saying } from './support/keyrack.ts'
import { filledVault, startWorld } from './support/world.ts'

it('one token gets one new secret of two commands at once, and that of one that was killed is in nobody’s way', async () => {
  const { pulumi, ...world } = await startWorld()
  const { data, run } = await filledVault({ pulumi, ...world })
  expect(await run(['create', '--account', 'Ada', '--name', 'shared', '--expires', '30d'])).toMatchObject({ exit: 0 })
  const match = { method: 'POST', path: /tokens/ }
  const made = () => pulumi.requests.filter(({ method, path }) => method === 'POST' && match.path.test(path)).length
  const begin = () => {
    const child = spawn(process.execPath, [entry, 'regenerate', 'shared', '--data', data], {
      env: environment({ KEYRACK_PASSPHRASE: passphrase }),
      stdio: 'ignore',
    })
    return { child, exit: new Promise((resolve) => child.once('close', resolve)) }
  }
  const before = made()

  // One that waits for its answer, and is killed.
  pulumi.faults.add({ match, fault: { kind: 'hang' } })
  const killed = begin()
  await expect.poll(made, { timeout: 20_000 }).toBe(before + 1)
  const refused = await run(['regenerate', 'shared'])
  expect(refused).toMatchObject({ exit: 1, out: '', err: saying('Another Keyrack') })
  expect(await run(['revoke', 'shared', '--yes'])).toMatchObject({ exit: 1, err: saying('Another Keyrack') })
  expect(made()).toBe(before + 1)
  killed.child.kill('SIGKILL')
  await killed.exit

  // Whoever is first is still waiting for its answer when the other asks: after it, “shared” would be two tokens.
  pulumi.faults.add({ match, fault: { kind: 'latency', ms: 3_000 } })
  const [one, two] = [begin(), begin()]
  expect([await one.exit, await two.exit].sort()).toEqual([0, 1])
  expect(made()).toBe(before + 2)
})
