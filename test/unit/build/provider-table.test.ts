import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { withTable } from '#build/provider-table'

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')

it('keeps the README’s table of providers as their records are (npm run providers makes it anew)', () => {
  expect(withTable(readme)).toBe(readme)
})

it('makes the table anew whatever stood there, and nothing else', () => {
  const [before, after] = ['before\n', '\nafter'] as const
  const page = (inner: string): string => {
    const [begin = '', end = ''] = readme.match(/<!-- .* -->/g) ?? []
    return `${before}${begin}${inner}${end}${after}`
  }
  const made = withTable(page('\nold\n'))
  expect(made).toBe(withTable(page('')))
  expect(made).not.toContain('old')
  expect([made.startsWith(before), made.endsWith(after)]).toEqual([true, true])
  expect(made).toContain('| **Pulumi Cloud** | Personal token, Organization token, Team token | yes |')
})

it('makes nothing in a page that has no place for it', () => {
  expect(() => withTable('a page')).toThrow(/no place/)
})
