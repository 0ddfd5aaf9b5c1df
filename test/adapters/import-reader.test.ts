import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createImportReader } from '#main/adapters/node/import-reader'
import { Failure } from '#main/ports/failure'
import { Secret } from '#main/ports/secret'
import { projectRoot } from '#build/aliases'
import { kdbxOf } from '#test/support/import/kdbx'
import { found } from '#test/support/import/read'

const thread = pathToFileURL(join(projectRoot, 'src/main/import-thread.ts'))
const reader = createImportReader(thread)
const never = new AbortController().signal
const file = Buffer.from('TOKEN=EXAMPLE-of-öne\nOTHER_TOKEN=EXAMPLE-of-one\nMORE_TOKEN=EXAMPLE-of-another\n')
/** A thread that does something else. */
const doing = (script: string): URL => new URL(`data:text/javascript,${encodeURIComponent(script)}`)

describe('the thread that reads files', () => {
  it('gives the secrets, each with what the file says of it', async () => {
    const result = await reader.read(file, { name: '/home/ada/.env', shapes: [] }, undefined, never)
    expect(found(result)).toEqual([
      { value: 'EXAMPLE-of-one', entry: 'OTHER_TOKEN', name: 'OTHER_TOKEN', line: 2 },
      { value: 'EXAMPLE-of-another', entry: 'MORE_TOKEN', name: 'MORE_TOKEN', line: 3 },
    ])
    expect(result).toMatchObject({ format: 'env', leftOut: [{ reason: 'not-one-word', at: { entry: 'TOKEN' } }] })
    expect(file.includes('EXAMPLE-of-another')).toBe(true)
  })

  it('opens a database by its password, and leaves no password in the memory that it shares with the app', async () => {
    const bytes = await kdbxOf('pässword', [{ Title: 'a', Password: 'EXAMPLE-of-one' }])
    const made: SharedArrayBuffer[] = []
    const Plain = globalThis.SharedArrayBuffer
    globalThis.SharedArrayBuffer = new Proxy(Plain, {
      construct: (target, [size]) => {
        const one = new target(size as number)
        made.push(one)
        return one
      },
    })
    try {
      const result = await reader.read(bytes, { name: 'a.kdbx' }, new Secret('pässword'), never)
      expect(found(result)).toEqual([{ value: 'EXAMPLE-of-one', entry: 'a', name: 'a' }])
    } finally {
      globalThis.SharedArrayBuffer = Plain
    }
    expect(made.map(({ byteLength }) => byteLength)).toContain(9)
    for (const memory of made) expect([...new Uint8Array(memory)].every((byte) => byte === 0)).toBe(true)
  })

  it('tells what is refused', async () => {
    const result = await reader.read(Buffer.from('__proto__=a'), { name: '.env' }, undefined, never)
    expect(result).toEqual({ ok: false, why: 'forbidden-name', format: 'env', line: 1 })
  })

  it('refuses what takes too long or too much memory', async () => {
    const limits = { seconds: 0.05, megabytes: 1024 }
    const busy = createImportReader(doing('for (;;);'), limits)
    expect(await busy.read(file, { name: '' }, undefined, never)).toMatchObject({ why: 'took-too-long', limit: 0.05 })
    const script = 'const all = []; for (;;) all.push({ all: [...all] })'
    const greedy = createImportReader(doing(script), { seconds: 60, megabytes: 16 })
    expect(await greedy.read(file, { name: '' }, undefined, never)).toMatchObject({ ok: false, why: 'too-large' })
  })

  it('stops when it is told to', async () => {
    const busy = createImportReader(doing('for (;;);'))
    const stop = new AbortController()
    const reading = busy.read(file, { name: '' }, undefined, stop.signal)
    stop.abort()
    await expect(reading).rejects.toEqual(new Failure('cancelled'))
    await expect(reader.read(file, { name: '' }, undefined, stop.signal)).rejects.toEqual(new Failure('cancelled'))
  })

  it('says so when it breaks down', async () => {
    for (const script of ['throw new Error("EXAMPLE-of-one")', 'process.exit(0)']) {
      const reading = createImportReader(doing(script)).read(file, { name: '' }, undefined, never)
      await expect(reading).rejects.toEqual(new Failure('internal'))
    }
  })
})
