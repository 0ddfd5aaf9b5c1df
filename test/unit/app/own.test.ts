import { describe, expect, it } from 'vitest'
import { newcomersOf, ownJudge, type OwnEvidence } from '#main/app/accounts/own'
import { intend } from '#main/operations/index'
import type { RecordOf } from '#main/ports/records'
import { fakeProvider } from '#test/support/fake-provider'
import { FakeService } from '#test/support/fake-service'
import { sampleAccount, sampleRow } from '#test/support/sample'
import type { OwnCredential, Token } from '#shared/model/token'

const provider = fakeProvider(new FakeService())
const at = (day: number) => ({ kind: 'at' as const, at: day * 86_400_000 })

const token = (id: string, change: Partial<Token> = {}) =>
  sampleRow({ id, name: id, accountId: 'account', expiry: at(100), ...change }).token

function account(change: Partial<RecordOf<'account'>> = {}): RecordOf<'account'> {
  const {
    id: _id,
    credentialExpiry: _expiry,
    heldSecrets: _held,
    refresh: _refresh,
    failure: _failure,
    ...rest
  } = sampleAccount()
  return { ...rest, fingerprint: 'credential', ownTokenId: null, notOwnTokenIds: [], ...change }
}

function held(of: Token, fingerprint: string, change: Partial<RecordOf<'held'>> = {}): RecordOf<'held'> {
  return { tokenId: of.id, accountId: 'account', proof: 'made-here', storedAt: 0, fingerprint, token: of, ...change }
}

const ada = account().identity
const entered = account().addedAt
const endless = token('a', { expiry: { kind: 'never' }, kind: 'classic' })
const fixed = token('a', { expiry: { kind: 'never' }, kind: 'org' })

describe('is a token the one Keyrack signs in with?', () => {
  const cases: [string, Partial<OwnEvidence> & { of?: Token }, OwnCredential][] = [
    ['nothing is known', {}, 'unknown'],
    ['its secret was made here and is the credential', { held: [held(token('a'), 'credential')] }, 'yes'],
    ['its secret was made here and is another', { held: [held(token('a'), 'other')] }, 'no'],
    [
      'its secret was made here and is another, but the token got a new expiry elsewhere since',
      { held: [held(token('a', { expiry: at(50) }), 'other')] },
      'unknown',
    ],
    [
      'its secret was made here and is another, and the expiry differs by rounding',
      { held: [held(token('a', { expiry: { kind: 'at', at: at(100).at + 999 } }), 'other')] },
      'no',
    ],
    [
      'its stored secret is the credential, but was pasted',
      { held: [held(token('a'), 'credential', { proof: 'works' })] },
      'unknown',
    ],
    ['the secret of another token, made here, is the credential', { held: [held(token('b'), 'credential')] }, 'no'],
    ['the provider names it', { account: account({ identity: { ...ada, tokenName: 'a' } }) }, 'yes'],
    ['the provider names another', { account: account({ identity: { ...ada, tokenName: 'b' } }) }, 'no'],
    ['the person said yes', { account: account({ ownTokenId: 'a' }) }, 'yes'],
    ['the person said yes of another', { account: account({ ownTokenId: 'b' }) }, 'no'],
    ['the person said no', { account: account({ notOwnTokenIds: ['a'] }) }, 'no'],
    ['the person said no of another', { account: account({ notOwnTokenIds: ['b'] }) }, 'unknown'],
    [
      'the person said yes of another that is dead by now',
      { account: account({ ownTokenId: 'b' }), tokenOf: (id) => token(id, { state: 'gone' }) },
      'unknown',
    ],
    [
      'the person said yes of another that is not known any more',
      { account: account({ ownTokenId: 'b' }), tokenOf: () => undefined },
      'unknown',
    ],
    [
      'the person said no and the provider names it',
      { account: account({ identity: { ...ada, tokenName: 'a' }, notOwnTokenIds: ['a'] }) },
      'yes',
    ],
    [
      'the person said yes and its secret, made here, is another',
      { account: account({ ownTokenId: 'a' }), held: [held(token('a'), 'other')] },
      'no',
    ],
    [
      'its secret was made here and is another, but it never expires, so a new one made elsewhere would not show',
      { held: [held(endless, 'other')], of: endless },
      'unknown',
    ],
    [
      'its secret was made here after the credential was entered',
      { held: [held(endless, 'other', { storedAt: entered })], of: endless },
      'no',
    ],
    [
      'its secret was made here, before another credential was entered',
      {
        held: [held(endless, 'other', { storedAt: entered })],
        account: account({ credentialAt: entered + 1 }),
        of: endless,
      },
      'unknown',
    ],
    [
      'its secret was made here, never expires, and its provider gives no second one',
      { held: [held(fixed, 'other')], of: fixed },
      'no',
    ],
    ['it was first listed after the credential was entered', { newcomers: new Set(['a']) }, 'no'],
    ['another was first listed after the credential was entered', { newcomers: new Set(['b']) }, 'unknown'],
    [
      'it was first listed after the credential was entered, and the provider names it',
      { newcomers: new Set(['a']), account: account({ identity: { ...ada, tokenName: 'a' } }) },
      'yes',
    ],
    ['its provider is not known to this version', { provider: undefined }, 'unknown'],
  ]

  it.each(cases)('%s', (_, { of = token('a'), ...evidence }, expected) => {
    const none = { held: [], newcomers: new Set<string>() }
    const judge = ownJudge({ account: account(), provider, ...none, tokenOf: (id) => token(id), ...evidence })
    expect(judge(of)).toBe(expected)
  })
})

describe('which tokens are newer than the credential?', () => {
  const lost = (listedAt: number | undefined): RecordOf<'operation'> => {
    const { operation } = intend(intention, entered)
    const listed = listedAt === undefined ? {} : { listedAt }
    return { operation: { ...operation, candidates: ['a'] }, idsBefore: [], ...listed }
  }
  const intention = {
    id: 'operation',
    kind: 'create',
    accountId: 'account',
    provider: 'fake',
    owner: token('a').owner,
    tokenKind: 'classic',
    tokenName: 'a',
    emulated: false,
  } as const

  it('those of a lost answer that no whole listing since then had', () => {
    expect(newcomersOf([lost(entered)], 'account', account())).toEqual(new Set(['a']))
    expect(newcomersOf([lost(entered)], 'another', account())).toEqual(new Set())
  })

  it('none when nothing was listed before the call, or the credential was entered later', () => {
    expect(newcomersOf([lost(undefined)], 'account', account())).toEqual(new Set())
    expect(newcomersOf([lost(entered - 1)], 'account', account())).toEqual(new Set())
    expect(newcomersOf([lost(entered)], 'account', account({ credentialAt: entered + 1 }))).toEqual(new Set())
  })
})
