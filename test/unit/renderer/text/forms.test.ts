import { expect, it } from 'vitest'
import { checkDraft } from '#shared/rules/form'
import { createProviders } from '#main/providers/index'
import { problemText } from '#renderer/text/forms'
import { scopesChoice } from '#shared/rules/successor'
import { tokenOf } from '#test/contract/providers/stages/stage'
import { unusedPorts } from '#test/contract/providers/support'

/** Its tokens have many scopes, of which one at least has to be chosen and none is at first. */
const [linode] = createProviders(unusedPorts).find(({ record }) => record.id === 'linode')!.record.tokenKinds

it('asks for a choice where none is made, and does not say that it is none of the provider’s', () => {
  const says = (scopes: string[]) =>
    checkDraft(linode!, { name: 'ci', expiry: { kind: 'never' }, scopes }, { now: 0, maxDays: null }).map((found) =>
      problemText(found, linode!, null),
    )
  expect(says([])).toEqual(['Choose at least one.'])
  expect(says(['unheard-of'])).toEqual(['The provider does not offer this choice.'])
  expect(says(['linodes:read_only'])).toEqual([])
})

it('gives the successor of a Linode token what the old one may do, everything included', () => {
  const part = { owner: { kind: 'me', id: 'a', name: 'A' }, kind: 'personal' } as const
  const names = ['linodes:read_write', 'events:read_only']
  const token = tokenOf('linode', part, { issuerId: 'i', name: 'n', scopes: { kind: 'full' } })
  expect(scopesChoice(token, linode!)).toEqual(['full'])
  expect(scopesChoice({ ...token, scopes: { kind: 'listed', names } }, linode!)).toEqual([...names])
  // An old one can have a scope that is offered no more.
  expect(scopesChoice({ ...token, scopes: { kind: 'listed', names: ['linodes:create'] } }, linode!)).toBeNull()
})
