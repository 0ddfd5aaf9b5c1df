import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFileLog } from '#main/adapters/node/file-log'
import { redact } from '#main/adapters/node/redact'
import { FakeClock } from '#test/support/fake-clock'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyrack-log-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the file log', () => {
  it('writes one line an entry, readable by the person only', () => {
    const log = createFileLog(join(folder, 'logs'), new FakeClock())
    log.info('started', { version: '1.0' })
    log.warn('slow', { ms: 12 })
    const file = join(folder, 'logs', 'keyrack.log')
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('2026-03-01T12:00:00.000Z {"version":"1.0","message":"started","level":"info"}')
    expect(lines).toHaveLength(2)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('starts a new file at one mebibyte and keeps one older', () => {
    const log = createFileLog(folder, new FakeClock())
    writeFileSync(join(folder, 'keyrack.log'), 'x'.repeat(1024 * 1024 + 1))
    log.info('next')
    expect(statSync(join(folder, 'keyrack.log.1')).size).toBe(1024 * 1024 + 1)
    expect(readFileSync(join(folder, 'keyrack.log'), 'utf8')).toContain('next')
  })

  it('never stops the app when it cannot be written', () => {
    mkdirSync(join(folder, 'keyrack.log'))
    expect(() => createFileLog(folder, new FakeClock()).error('lost')).not.toThrow()
  })

  it('masks a secret wherever it stands in a line', () => {
    const secret = `pul-${'0123456789abcdef'.repeat(3).slice(0, 40)}`
    createFileLog(folder, new FakeClock()).error(`failed with ${secret}`, { detail: `Authorization: token ${secret}` })
    expect(readFileSync(join(folder, 'keyrack.log'), 'utf8')).not.toContain(secret)
  })
})

describe('the mask', () => {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 })
  const alnum = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'ABCdef0123456789xyz'), minLength: length, maxLength: length })
  const secrets = fc.oneof(
    hex.map((value) => `pul-${value}`),
    fc.tuple(alnum(43), alnum(40)).map(([signature, value]) => `gitpod_pat_${signature}.${value}`),
    alnum(36).map((value) => `ghp_${value}`),
    alnum(20).map((value) => `glpat-${value}`),
    alnum(36).map((value) => `npm_${value}`),
    alnum(30).map((value) => `mat-${value}`),
    fc.tuple(alnum(20), alnum(40), alnum(43)).map(([head, body, tail]) => `eyJ${head}.${body}.${tail}`),
  )

  it('leaves nothing of a secret of any known shape', () => {
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const masked = redact(`${before} ${secret} ${after}`)
        // Longer than any prefix, and shorter than anything worth having.
        for (let at = 4; at + 16 <= secret.length; at += 1) {
          if (before.includes(secret.slice(at, at + 16)) || after.includes(secret.slice(at, at + 16))) continue
          expect(masked).not.toContain(secret.slice(at, at + 16))
        }
      }),
    )
  })

  it.each([
    ['a key in base64', '3vX0Zr1kq2Yb7dTn5uWc9eAi8sLm4hGf6oRj0pQxKzE='],
    ['a key in hexadecimal digits', '9f86d081884c7d659a2feaa0c55ad015'],
    ['a recovery code', 'EXAMP-01234-56789-ABCDE-FGHJK-MNPQR'],
    ['a secret of a service that nobody here knows', 'EXAMPLE_service_0123456789_abcdefgh'],
  ])('leaves nothing of %s, which has no mark of its own', (_what, secret) => {
    expect(redact(`failed with ${secret}.`)).toBe('failed with [masked].')
  })

  it('leaves ordinary lines as they are', () => {
    const line =
      '{"channel":"account.add","type":"TypeError","message":"a use case failed unexpectedly","level":"error"}'
    expect(redact(line)).toBe(line)
  })
})
