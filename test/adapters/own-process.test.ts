import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { ownProcess } from '#main/adapters/node/own-process'

it('sees this process, and not one that has ended', async () => {
  expect(ownProcess.pid).toBe(process.pid)
  expect(ownProcess.machine).not.toBe('')
  expect(ownProcess.isRunning(process.pid)).toBe(true)
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  expect(ownProcess.isRunning(child.pid ?? 0)).toBe(false)
})
