import { expect, it } from 'vitest'
import { bodyFor, noticeText } from '#main/adapters/notice-text'

it.each([
  [{ step: 'expired', count: 1, names: [] }, 'A token has expired'],
  [{ step: 'expired', count: 3, names: [] }, '3 tokens have expired'],
  [{ step: 1, count: 1, names: [] }, 'A token expires within 1 day'],
  [{ step: 14, count: 2, names: [] }, '2 tokens expire within 14 days'],
] as const)('says how many, and no more: %j', (notice, title) => {
  expect(noticeText(notice)).toEqual({ title, body: 'Open the vault in Keyrack to see more.' })
})

it('names the tokens where the person wants that, at most three of them', () => {
  expect(noticeText({ step: 7, count: 2, names: ['a', 'b'] }).body).toBe('a, b')
  expect(noticeText({ step: 7, count: 5, names: ['a', 'b', 'c', 'd', 'e'] }).body).toBe('a, b, c and 2 more')
})

it('names a token in one line, whatever somebody has called it', () => {
  expect(noticeText({ step: 7, count: 1, names: ['two\nlines\u202Eand\u0000more'] }).body).toBe('two lines and more')
  expect(noticeText({ step: 7, count: 1, names: ['n'.repeat(500)] }).body).toBe(`${'n'.repeat(47)}…`)
})

it('is text and no markup where desktops read markup', () => {
  const name = '<a href="https://evil.example">R&D</a>'
  expect(bodyFor('linux', name)).toBe('&lt;a href="https://evil.example"&gt;R&amp;D&lt;/a&gt;')
  expect(bodyFor('darwin', name)).toBe(name)
  expect(bodyFor('win32', name)).toBe(name)
})

it('says that old tokens are due to be revoked, and by what name only where that is wanted', () => {
  const notice = { step: 'revoke-due', count: 1, names: [] } as const
  expect(noticeText(notice).title).toBe('An old token is due to be revoked')
  expect(noticeText({ ...notice, count: 2, names: ['a', 'b'] })).toEqual({
    title: '2 old tokens are due to be revoked',
    body: 'a, b',
  })
})
