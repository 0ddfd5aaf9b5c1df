import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NoDisplay, onPath, openDisplay } from '#build/display'
import { xauthority } from '#build/xauthority'
import { temporaryFolder } from './temporary-folder.ts'

const noXvfb = () => undefined

describe('opening a display', () => {
  it.each([
    { platform: 'linux', env: { DISPLAY: ':0' } },
    { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } },
    { platform: 'darwin', env: {} },
    { platform: 'win32', env: {} },
  ] as const)("takes the person's own: %o", async ({ platform, env }) => {
    const display = await openDisplay({ platform, env, findXvfb: noXvfb })
    expect(display).toMatchObject({ virtual: false, env: {}, switches: [] })
  })

  it.each([{}, { DISPLAY: '' }])('says what to install where there is none and no Xvfb: %o', async (env) => {
    const failure = await openDisplay({ platform: 'linux', env, findXvfb: noXvfb }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(NoDisplay)
    expect((failure as Error).message).toMatch(/^There is no display.*apt-get install xvfb/)
  })

  it('fails, and does not hang, when Xvfb ends at once', async () => {
    const xvfb = join(temporaryFolder(), 'Xvfb')
    writeFileSync(xvfb, '#!/bin/sh\nexit 1\n')
    chmodSync(xvfb, 0o755)
    await expect(openDisplay({ platform: 'linux', env: {}, findXvfb: () => xvfb })).rejects.toThrow(
      'Xvfb did not start',
    )
  })

  it('takes the number that Xvfb chose, guards it with a cookie, and ends Xvfb when it is closed', async () => {
    const xvfb = join(temporaryFolder(), 'Xvfb')
    writeFileSync(xvfb, '#!/bin/sh\necho 42 >&3\nexec sleep 600\n')
    chmodSync(xvfb, 0o755)
    const display = await openDisplay({ platform: 'linux', env: {}, findXvfb: () => xvfb })
    expect(display).toMatchObject({ virtual: true, env: { DISPLAY: ':42' }, switches: ['--disable-gpu'] })
    expect(display.env['XAUTHORITY']).toMatch(/Xauthority$/)
    await display.close()
  })
})

describe('the X authority file', () => {
  it('holds one cookie for every display', () => {
    const file = xauthority(Buffer.from('0123456789abcdef'))
    expect(file.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xff]))
    expect(file.subarray(2).toString('latin1')).toBe('\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x100123456789abcdef')
  })
})

describe('looking for a program on PATH', () => {
  it('takes the first executable one', () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()]
    writeFileSync(join(first, 'tool'), '')
    chmodSync(join(first, 'tool'), 0o644)
    writeFileSync(join(second, 'tool'), '')
    chmodSync(join(second, 'tool'), 0o755)
    expect(onPath('tool', [first, second].join(delimiter))).toBe(join(second, 'tool'))
  })

  it('finds nothing on an empty or missing PATH', () => {
    expect(onPath('tool', '')).toBeUndefined()
    expect(onPath('tool', undefined)).toBeUndefined()
  })
})
