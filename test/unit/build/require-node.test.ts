import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'

const script = readFileSync(join(projectRoot, 'build', 'require-node.cjs'), 'utf8')

/** Runs the script as a Node of some version would and gives its exit code and what it said. */
function runOn(version: string): { code: number | undefined; said: string[] } {
  const said: string[] = []
  let code: number | undefined
  const world = {
    console: { error: (line: string) => said.push(line) },
    process: { versions: { node: version }, exit: (given: number) => (code = given) },
    Number,
  }
  runInNewContext(script, world)
  return { code, said }
}

describe('the first step of every script', () => {
  it('lets Node 24 pass without a word', () => {
    expect(runOn('24.21.0')).toEqual({ code: undefined, said: [] })
  })

  it.each(['20.20.2', '22.12.0', '25.0.0', '2.4.0'])(
    'refuses Node %s in one sentence that says what to do',
    (version) => {
      const { code, said } = runOn(version)
      expect(code).toBe(1)
      expect(said).toEqual([
        expect.stringMatching(new RegExp(`^Keyrack needs Node 24, and this is Node ${version}: run "npm ci`)),
      ])
      expect(said[0]).toContain('ignore-scripts')
    },
  )

  it('is written for old Nodes', () => {
    expect(script).not.toMatch(/=>|`|\bconst\b|\blet\b|\?\.|\?\?/)
  })
})
