import { describe, expect, it, vi } from 'vitest'
import { Failure } from '#main/ports/failure'
import { clarified } from '#main/providers/kit/clarified'

describe('a refusal of the credential', () => {
  const refusal = new Failure('wrong-token', { said: 'no', code: '401' })

  it('is one of something else once the credential is found good', async () => {
    const really = { kind: 'step-up-needed', field: 'password' } as const
    expect(await clarified(refusal, () => Promise.resolve('ada'))).toMatchObject({
      error: { kind: 'missing-permission', said: 'no', code: '401' },
    })
    expect(await clarified(refusal, () => Promise.resolve('ada'), really)).toMatchObject({
      error: { kind: 'step-up-needed', field: 'password', said: 'no', code: '401' },
    })
  })

  it('stays what it is where that cannot be found, and nobody is asked about any other failure', async () => {
    expect(await clarified(refusal, () => Promise.reject(new Failure('wrong-token')))).toBe(refusal)
    const other = new Failure('offline')
    const asked = vi.fn(() => Promise.resolve())
    expect(await clarified(other, asked)).toBe(other)
    expect(asked).not.toHaveBeenCalled()
  })
})
