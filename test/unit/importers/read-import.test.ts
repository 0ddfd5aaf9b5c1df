import { describe, expect, it } from 'vitest'
import { readImport, type ImportRead } from '#main/importers/index'

const token = 'pul-EXAMPLE0123456789abcdef'

async function read(contents: string | Uint8Array, name = ''): Promise<ImportRead> {
  return await readImport(typeof contents === 'string' ? Buffer.from(contents) : contents, { name })
}

function values(result: ImportRead): readonly string[] {
  return result.ok ? result.candidates.map(({ secret }) => secret.use((value) => value)) : []
}

describe('pasted text', () => {
  it('takes lines, settings and exports', async () => {
    const result = await read(
      `${token}1\n# ${token}0\nexport A="${token}2"\nB=${token}3 # mine\n$env:C = '${token}4'\n`,
    )
    expect(values(result)).toEqual([1, 2, 3, 4].map((number) => token + String(number)))
    expect(result.ok && result.candidates.map(({ at }) => [at.entry, at.line])).toEqual([
      [null, 1],
      ['A', 3],
      ['B', 4],
      ['C', 5],
    ])
  })

  it('says why it leaves out what is no token', async () => {
    const result = await read('A=\nB=short\nC=${TOKEN}\nD=two words here\n')
    expect(result.ok && result.leftOut.map(({ reason }) => reason)).toEqual([
      'no-secret',
      'too-short',
      'elsewhere',
      'not-one-word',
    ])
  })
})

describe('encodings', () => {
  it('reads UTF-16 that says so', async () => {
    expect(values(await read(Buffer.from(`\ufeffA=${token}\r\n`, 'utf16le')))).toEqual([token])
    expect(values(await read(Buffer.from(`\ufeffA=${token}\r\n`, 'utf16le').swap16()))).toEqual([token])
  })

  it('refuses what is no valid text', async () => {
    expect(await read(Buffer.from([0x41, 0x3d, 0xff, 0x41]))).toMatchObject({ ok: false, why: 'bad-encoding' })
    expect(await read(Buffer.from([1, 0, 2, 0xff]))).toMatchObject({ ok: false, why: 'not-text' })
  })
})
