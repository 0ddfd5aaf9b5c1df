import { describe, expect, it } from 'vitest'
import { connectProblem } from '#main/providers/kit/connect'

const problem = (status: number, body: object) => connectProblem({ status, headers: {}, body: JSON.stringify(body) })

describe('an error of the Connect protocol', () => {
  it('is told by the code of its body, whatever the status', () => {
    expect(problem(400, { code: 'not_found', message: 'no such token' })).toEqual({
      kind: 'not-found',
      code: 'not_found',
      said: 'no such token',
    })
  })

  it('has no code that the protocol does not have: it would be shown as it is', () => {
    expect(problem(400, { code: 'correct-horse-EXAMPLE', message: 'refused' })).toEqual({
      kind: 'invalid-input',
      code: '400',
      said: 'refused',
    })
  })

  it.each([
    [502, 'not_found'],
    [408, 'deadline_exceeded'],
    [499, 'canceled'],
  ])('leaves open what was done: %i %s', (status, code) => {
    expect(problem(status, { code })).toMatchObject({ outcome: 'unknown' })
  })
})
