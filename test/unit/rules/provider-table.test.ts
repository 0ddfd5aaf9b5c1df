import { describe, expect, it } from 'vitest'
import type { ProviderRecord, Support, TokenKind } from '#shared/model/provider'
import { providerTable } from '#shared/rules/provider-table'
import { sampleCatalogue } from '#test/support/sample-catalogue'

const native: Support = { how: 'native' }
const none = (reason: string): Support => ({ how: 'none', reason })
const guided: Support = {
  how: 'guided',
  reason: 'Only on its page.',
  guide: { page: '', steps: ['Press the button.'] },
}
const sample = sampleCatalogue[0]!
const record = (change: Partial<ProviderRecord>): ProviderRecord => ({ ...sample, ...change })

function kind(label: string, change: Partial<TokenKind['support']> = {}): TokenKind {
  const support = { list: native, create: native, update: native, regenerate: native, revoke: native, ...change }
  return { ...sample.tokenKinds[0]!, kind: label, label, support }
}

describe('the table of providers', () => {
  it('has a row for each record that can be signed in to, in their order', () => {
    const other = record({ id: 'other', instances: [], custom: null })
    const selfHosted = record({ id: 'self-hosted', instances: [] })
    const rows = providerTable([record({ id: 'b' }), other, selfHosted, record({ id: 'a', custom: null })])
    expect(rows.map(({ id, ownAddress }) => [id, ownAddress])).toEqual([
      ['b', true],
      ['self-hosted', true],
      ['a', false],
    ])
    expect(rows.map(({ hosts }) => hosts)).toEqual([['app.pulumi.example'], [], ['app.pulumi.example']])
  })

  it('names pages that two instances share once', () => {
    const [cloud] = sample.instances
    const instances = cloud === undefined ? [] : [cloud, { ...cloud, id: 'eu', origin: 'https://api.eu.example' }]
    expect(providerTable([record({ instances })])[0]?.hosts).toEqual(['app.pulumi.example'])
  })

  it('says of every operation how it is done, and why where it is not plain', () => {
    const support = { create: guided, update: none('No such call.'), revoke: none('Never.') }
    const [row] = providerTable([record({ tokenKinds: [kind('Personal', support)] })])
    expect(row?.kinds).toEqual([
      {
        labels: ['Personal'],
        cells: {
          list: { how: 'native', reason: '' },
          create: { how: 'guided', reason: 'Only on its page.' },
          update: { how: 'none', reason: 'No such call.' },
          regenerate: { how: 'native', reason: '' },
          revoke: { how: 'none', reason: 'Never.' },
        },
      },
    ])
  })

  it('says of the provider what it does as a whole, and how that was verified', () => {
    const verified = { by: 'real-server' as const, sources: ['its own server'] }
    const auditLog = { support: guided, exports: [], namesTokens: false }
    const revokeByValue = { ...sample.revokeByValue, support: native }
    const [row] = providerTable([record({ auditLog, revokeAll: none('No.'), revokeByValue, verified })])
    expect(row?.services).toEqual({
      auditLog: { how: 'guided', reason: 'Only on its page.' },
      revokeAll: { how: 'none', reason: 'No.' },
      revokeByValue: { how: 'native', reason: '' },
    })
    expect(row?.verified).toEqual(verified)
  })

  it('puts kinds in one row only when everything is done alike, for the same reasons', () => {
    const tokenKinds = [
      kind('One', { update: none('No such call.') }),
      kind('Two', { update: none('Another reason.') }),
      kind('Three', { update: none('No such call.') }),
    ]
    const [row] = providerTable([record({ tokenKinds })])
    expect(row?.kinds.map(({ labels }) => labels)).toEqual([['One', 'Three'], ['Two']])
  })
})
