import { describe, expect, it } from 'vitest'
import type { ImportChoice, ImportWish } from '#shared/rules/import'
import { choicesFor, decisionOf, isKnownValue, looksLikeToken } from '#shared/rules/import'
import { sampleCatalogue } from '#test/support/sample'

const pulumi = 'https://api.pulumi.example'
const own = { id: 'a-1', provider: 'pulumi', origin: pulumi }
const elsewhere = { id: 'a-2', provider: 'pulumi', origin: 'https://pulumi.acme.example' }
const gitpod = { id: 'a-3', provider: 'gitpod', origin: 'https://gitpod.example' }
const ids = (choices: readonly ImportChoice[]) => choices.map(({ id }) => id)
const choices = (
  found: Partial<Parameters<typeof choicesFor>[0]>,
  accounts: Parameters<typeof choicesFor>[1] = [own, elsewhere, gitpod],
) => choicesFor({ providers: ['pulumi'], address: null, ...found }, accounts, sampleCatalogue)

describe('what can be done with an imported value', () => {
  it('is first of all to store it with an account of the provider that it looks like, and with no other’s', () => {
    expect(ids(choices({}))).toEqual(['token a-1', 'token a-2', `account pulumi ${pulumi}`, 'other'])
  })

  it('puts accounts at another address than the file names behind that one', () => {
    const address = { origin: elsewhere.origin, isKnown: true }
    expect(ids(choices({ address }))).toEqual([
      'token a-2',
      `account pulumi ${elsewhere.origin}`,
      `account pulumi ${pulumi}`,
      'token a-1',
      'other',
    ])
  })

  it('is a new account at an address that only the file names, before the provider’s own', () => {
    const address = { origin: 'https://strange.example', isKnown: false }
    const [first, second] = choices({ address }, [own])
    expect(first).toMatchObject({ as: 'account', origin: 'https://strange.example', isKnown: false })
    expect(second).toMatchObject({ as: 'account', origin: pulumi, isKnown: true })
  })

  it('is a token of another service where nothing tells what it is, and of any account after that', () => {
    expect(ids(choices({ providers: [] }))).toEqual(['other', 'token a-1', 'token a-2', 'token a-3'])
  })

  it('is no sign-in where one needs more than the secret', () => {
    const catalogue = sampleCatalogue.map((record) => ({
      ...record,
      signIn: [{ id: 'client', label: 'Client', placeholder: '', says: '', secret: false }],
    }))
    expect(ids(choicesFor({ providers: ['pulumi'], address: null }, [own], catalogue))).toEqual(['token a-1', 'other'])
  })
})

describe('a decision', () => {
  const wish = (choice: ImportChoice, change: Partial<ImportWish> = {}): ImportWish => ({
    choice,
    name: 'n',
    service: 's',
    isConfirmed: false,
    ...change,
  })
  const account = (isKnown: boolean): ImportChoice => ({
    id: 'x',
    as: 'account',
    provider: 'pulumi',
    origin: pulumi,
    isKnown,
  })

  it('is none before a strange address is confirmed, and names the one that was', () => {
    expect(decisionOf(wish(account(false)))).toBeNull()
    expect(decisionOf(wish(account(false), { isConfirmed: true }))).toMatchObject({ confirmed: pulumi })
    expect(decisionOf(wish(account(true)))).toMatchObject({ confirmed: null })
  })

  it('is none without the names that it needs', () => {
    expect(decisionOf(wish(account(true), { name: ' ' }))).toBeNull()
    expect(decisionOf(wish({ id: 'other', as: 'other' }, { service: ' ' }))).toBeNull()
    expect(decisionOf(wish({ id: 'other', as: 'other' }, { name: '' }))).toBeNull()
    expect(decisionOf(wish({ id: 'other', as: 'other' }))).toEqual({ as: 'other', name: 'n', service: 's' })
  })
})

it('takes a value for a token where it looks like one, or is one that the vault has', () => {
  const nothing = { providers: [], address: null, tokenIds: [], accountIds: [] }
  expect(looksLikeToken(nothing)).toBe(false)
  expect(looksLikeToken({ ...nothing, providers: ['pulumi'] })).toBe(true)
  expect(looksLikeToken({ ...nothing, accountIds: ['a'] })).toBe(true)
  expect(isKnownValue({ tokenIds: ['t'], accountIds: [] })).toBe(true)
})
