import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { allowed } from './walls-allowed.ts'
import { breaches } from './walls-house.ts'

// The house of walls-house.ts and walls-allowed.ts is put into a temporary folder. The walls are the project's own; dependency-cruiser runs once over all of it.

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

/** What is read of the project's configuration of dependency-cruiser. */
interface Config {
  readonly default: { readonly forbidden: readonly { readonly name: string }[] }
}

let house = ''
let violations: readonly Violation[] = []

function put(file: string, code: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true })
  writeFileSync(join(house, file), `${code}\n`)
}

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'keyrack-walls-'))
  symlinkSync(join(projectRoot, 'node_modules'), join(house, 'node_modules'))
  for (const [file, code] of Object.entries(allowed)) put(file, code)
  for (const [, file, code] of breaches) put(file, code)
  const program = join(projectRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const config = join(projectRoot, 'build', 'dependency-cruiser.cjs')
  const args = [program, 'src', 'test', 'build', '--config', config, '--output-type', 'json']
  const report = JSON.parse(execFileSync(process.execPath, args, { cwd: house, encoding: 'utf8' })) as {
    summary: { violations: Violation[] }
  }
  violations = report.summary.violations
})

afterAll(() => rmSync(house, { recursive: true, force: true }))

describe('the import walls', () => {
  it.each(breaches)('catch a breach of %s in %s', (wall, file) => {
    expect(violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)).toContain(wall)
  })

  it('let everything pass that the design allows', () => {
    const planted = new Set(breaches.map(([, file]) => file)).add('src/main/vault/circle-b.ts')
    expect(violations.filter(({ from }) => !planted.has(from))).toEqual([])
  })

  it('have a planted breach for every rule', async () => {
    const { default: config } = (await import(join(projectRoot, 'build', 'dependency-cruiser.cjs'))) as Config
    const tried = new Set(breaches.map(([wall]) => wall))
    expect(config.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([])
  })
})
