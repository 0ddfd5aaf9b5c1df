import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { FuzzReport } from './fuzz.ts'
import { startNode } from './start-node.ts'

const limit = 64 * 1024 * 1024
const slices = ['one', 'two', 'three', 'four']
const inputs = 25_000

async function fuzz(...args: readonly string[]): Promise<FuzzReport> {
  // A heap of a few megabytes more than the limit: whoever takes much more does not even come back.
  const child = startNode('fuzz.ts', args, ['--expose-gc', '--max-old-space-size=96', '--max-semi-space-size=2'])
  let [said, complaint] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  await once(child, 'close')
  expect({ code: child.exitCode, complaint }).toEqual({ code: 0, complaint: '' })
  return JSON.parse(said) as FuzzReport
}

describe('100,000 random and mutated files', () => {
  it.concurrent.each(slices)('throw nothing but the typed error and take little memory, slice %s', async (slice) => {
    const report = await fuzz(slice, String(inputs))
    expect(report.untyped).toEqual([])
    expect(report.inputs).toBe(inputs)
    expect(report.grown).toBeLessThan(limit)
    expect(report.grownResident).toBeLessThan(limit)
    // They come in everywhere, not only at the first check: whole files, and nearly every reason there is to refuse one.
    expect(report.opened).toBeGreaterThan(inputs / 50)
    expect(Object.keys(report.refused).length).toBeGreaterThan(24)
    expect(report.refused['not authentic']).toBeGreaterThan(inputs / 50)
  })

  it('would be told from files that make the parser take 80 MiB for a moment', async () => {
    const { grown, grownResident } = await fuzz('greedy', '1000', 'greedy')
    expect(grown).toBeGreaterThan(limit)
    expect(grownResident).toBeGreaterThan(limit)
  })
})
