import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entry, environment, folder, keyrack, saying } from './support/keyrack.ts'

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
const jwt = [part({ alg: 'HS256', typ: 'JWT' }), part({ sub: 'ada', exp: 1_600_000_000 }), 'RVhBTVBMRQ'].join('.')

describe('inspect', () => {
  it('says what a value is without a vault, from standard input and from a file', async () => {
    const words = await keyrack(['inspect'], { input: `${jwt}\n` })
    expect(words).toMatchObject({ exit: 0, err: '', out: saying('Signature not verified') })
    expect(words.out).toContain('By its times it has expired.')
    expect(words.out).not.toContain('Left out')
    const file = join(await folder(), 'value')
    await writeFile(file, `pul-${'0'.repeat(40)}`)
    expect((await keyrack(['inspect', file])).out).toContain('Pulumi Cloud')
    expect(await keyrack(['inspect', `${file}.none`])).toMatchObject({ exit: 2, out: '' })
  })

  it('says it as a document, with times as texts, and never the value', async () => {
    const { exit, out } = await keyrack(['inspect', '-', '--format', 'json'], { input: jwt })
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      format: 'keyrack.inspection/1',
      inspection: {
        form: {
          form: 'jwt',
          validity: { state: 'expired', expires: '2020-09-13T12:26:40.000Z' },
          signatureVerified: false,
        },
      },
    })
    expect(out).not.toContain('RVhBTVBMRQ')
  })

  it('is safe with what is no token: nothing, a megabyte, broken text, sequences that a terminal obeys', async () => {
    for (const input of ['', 'x'.repeat(2_000_000), Buffer.from([0xff, 0x00, 0xfe]), '\u001b]0;title\u0007']) {
      const { exit, out } = await keyrack(['inspect', '-'], { input })
      expect(exit).toBe(0)
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
    }
  })

  it.skipIf(spawnSync('unshare', ['-rn', 'true']).status !== 0)('needs no network at all', () => {
    const ran = spawnSync('unshare', ['-rn', process.execPath, entry, 'inspect', '-'], {
      env: environment(),
      input: jwt,
    })
    expect(ran.stdout.toString()).toContain('JWT')
    expect(ran.status).toBe(0)
  })
})
