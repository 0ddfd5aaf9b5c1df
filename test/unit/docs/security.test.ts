import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'

interface Promised {
  readonly number: number
  readonly text: string
  readonly tests: readonly string[]
}

/** The rows of the tables of promises. A test that is named by its file alone is in the folder of the one before it. */
function promises(): Promised[] {
  const lines = readFileSync(join(projectRoot, 'docs/security.md'), 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [, number = '', text = '', held = ''] = /^\| (\d+) \| (.+) \| (.+) \|$/.exec(line) ?? []
    if (number === '') return []
    let folder = ''
    const named = [...held.matchAll(/`([^`]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => /^test\/|\.test\.tsx?$/.test(name))
    const tests = named.map((name) => {
      const path = name.startsWith('test/') ? name : join(folder, name)
      folder = /\.tsx?$/.test(path) ? dirname(path) : path
      return path
    })
    return [{ number: Number(number), text, tests }]
  })
}

describe('the promises of the document on security', () => {
  it('are numbered without a gap', () => {
    expect(promises().map(({ number }) => number)).toEqual(promises().map((_, index) => index + 1))
    expect(promises().length).toBeGreaterThanOrEqual(30)
  })

  it('each name tests that are there', () => {
    const missing = promises().flatMap(({ tests }) => tests.filter((path) => !existsSync(join(projectRoot, path))))
    expect(missing).toEqual([])
    // What is packaged is looked at by whole kinds of tests, which have no file of their own.
    expect(promises().filter(({ tests, number }) => tests.length === 0 && number !== 30)).toEqual([])
  })
})
