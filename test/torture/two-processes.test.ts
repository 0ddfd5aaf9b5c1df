import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { modeFaults } from './modes.ts'
import { quickClock, setRealStage } from './real-stage.ts'
import { startNode } from './start-node.ts'

const saves = 500
const names = ['a', 'b'] as const

let profile: string
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'keyrack-two-'))
})
afterEach(async () => {
  await rm(profile, { recursive: true, force: true })
})

describe.each([
  ['with hard links', 'links'],
  ['without hard links, by the lock file', 'no-links'],
])('two processes that save 500 times each at the same time, %s', (_how, links) => {
  it('lose nothing', async () => {
    const folder = join(profile, 'vault')
    const first = setRealStage({ folder, clock: quickClock(0), hardLinks: true })
    await first.open()
    await first.create('os', null)
    await first.close()

    /** Who had a save acknowledged, in the order in which it was heard. */
    const heard: string[] = []
    const writers = names.map((name) => {
      const child = startNode('writer.ts', [folder, name, String(saves), links])
      const complaints: string[] = []
      child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text))
      const lines = createInterface({ input: child.stdout })
      const ready = once(lines, 'line').then(() => lines.on('line', (line) => heard.push(line)))
      const ended = once(child, 'close').then(() => ({ code: child.exitCode, complaints }))
      return { child, ready, ended }
    })
    await Promise.all(writers.map(({ ready }) => ready))
    for (const { child } of writers) child.stdin.write('go\n')
    for (const { ended } of writers) expect(await ended).toEqual({ code: 0, complaints: [] })

    // They were really at it together: one after the other would be one change of turns.
    const turns = heard.filter((name, index) => index > 0 && name !== heard[index - 1]).length
    expect(heard).toHaveLength(2 * saves)
    expect(turns).toBeGreaterThan(20)

    const again = setRealStage({ folder, clock: quickClock(0), hardLinks: true })
    await again.open()
    expect(again.state().kind).toBe('open')
    expect(again.records.ids('secret')).toHaveLength(2 * saves)
    for (const name of names) {
      for (let save = 0; save < saves; save += 1) {
        expect(again.records.get('secret', `${name}-${save}`)?.value).toBe(`${name} EXAMPLE ${save}`)
      }
      expect(again.records.get('annotation', `${name}-last`)?.notes).toBe(String(saves - 1))
    }
    await again.close()
    expect(modeFaults(profile)).toEqual([])
    expect((await readdir(folder)).length).toBeLessThan(12)
  }, 180_000)
})
