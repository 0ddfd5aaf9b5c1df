import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { NamedAddress } from '#shared/contract'
import { AddAccountDialog } from '#renderer/features/accounts/index'
import { namedHelp } from '#renderer/text/named'
import { accessibilityProblems } from '#test/support/dom/axe'
import { choose, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount } from '#test/support/sample'
import { sampleCatalogue } from '#test/support/sample-catalogue'

const own: NamedAddress = {
  address: 'https://r.example/npm',
  scopes: ['@acme'],
  isDefault: true,
  place: 'user',
  credential: 'there',
  variable: null,
}
const other: NamedAddress = { ...own, address: 'https://ci.example', scopes: [], isDefault: false }

const registry = {
  ...sampleCatalogue[0]!,
  id: 'npm',
  name: 'npm registry',
  instances: [],
  newTokenPath: '',
  custom: {
    label: 'Address of the registry',
    placeholder: 'https://r.example',
    says: 'Yours.',
    namedIn: 'npmrc' as const,
  },
}

let bridge: FakeBridge

beforeEach(() => {
  bridge = createFakeBridge({ catalogue: [...sampleCatalogue, registry] })
  bridge.answer('account.named', { named: [own, { ...other, credential: 'unset', variable: 'CI_TOKEN' }], unusable: 0 })
  bridge.answer('account.check', {
    checkId: 'check-1',
    origin: own.address,
    identity: sampleAccount().identity,
    sameAs: null,
  })
})

async function open(): Promise<void> {
  await renderWindow(<AddAccountDialog onClose={vi.fn()} />, bridge)
  expect(bridge.inputs('account.named')).toEqual([])
  await choose('Provider', 'npm registry')
}

const take = () => screen.findByRole('button', { name: 'Use the token of your npm configuration' })
const check = () => userEvent.click(screen.getByRole('button', { name: 'Check' }))

describe('Add account, where a tool’s configuration names addresses', () => {
  it('asks for them once the provider is chosen, and says where each is from', async () => {
    await open()
    const option = await screen.findByRole('radio', { name: own.address })
    expect(option).toHaveAccessibleDescription('From your npm configuration, for @acme and all other packages.')
    expect(bridge.inputs('account.named')).toEqual([{ provider: 'npm' }])
    expect(screen.getByRole('radio', { name: 'Address of the registry' })).toBeChecked()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('takes the token over only when the person says so, and it never crosses', async () => {
    await open()
    await userEvent.click(await screen.findByRole('radio', { name: own.address }))
    expect(screen.getByLabelText('Access token')).toBeInTheDocument()
    await userEvent.click(await take())
    expect(screen.queryByLabelText('Access token')).not.toBeInTheDocument()
    expect(screen.getByText(/^The token of your npm configuration\./)).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
    await check()
    await waitFor(() => expect(bridge.inputs('account.check')).toHaveLength(1))
    expect(bridge.inputs('account.check')[0]).toMatchObject({
      provider: 'npm',
      address: own.address,
      secret: { from: 'configuration' },
    })
  })

  it('goes back to a token that is typed, also when another address is chosen', async () => {
    await open()
    await userEvent.click(await screen.findByRole('radio', { name: own.address }))
    await userEvent.click(await take())
    await userEvent.click(screen.getByRole('button', { name: 'Enter another token' }))
    expect(screen.getByLabelText('Access token')).toBeInTheDocument()
    await userEvent.click(await take())
    await userEvent.click(screen.getByRole('radio', { name: 'Address of the registry' }))
    await enter(screen.getByLabelText('Address'), 'https://typed.example')
    await enter(screen.getByLabelText('Access token'), 'pul-EXAMPLE-typed')
    await check()
    await waitFor(() => expect(bridge.inputs('account.check')).toHaveLength(1))
    expect(bridge.inputs('account.check')[0]).toMatchObject({
      address: 'https://typed.example',
      secret: { from: 'field', value: 'pul-EXAMPLE-typed' },
    })
  })

  it('says which variable the token would be in, and offers none', async () => {
    await open()
    await userEvent.click(await screen.findByRole('radio', { name: other.address }))
    expect(everythingShown()).toContain('takes the token from CI_TOKEN, which is not set for Keyrack')
    expect(screen.queryByRole('button', { name: /Use the token/ })).not.toBeInTheDocument()
  })

  it('offers no page to make a token on where the provider has none', async () => {
    await renderWindow(<AddAccountDialog onClose={vi.fn()} />, bridge)
    expect(screen.getByRole('button', { name: 'Make a token on the provider’s page' })).toBeInTheDocument()
    await choose('Provider', 'npm registry')
    expect(screen.queryByRole('button', { name: 'Make a token on the provider’s page' })).not.toBeInTheDocument()
  })

  it('says that some addresses cannot be used', async () => {
    bridge.answer('account.named', { named: [], unusable: 2 })
    await open()
    expect(await screen.findByText(/names 2 other addresses that cannot be used/)).toBeInTheDocument()
  })

  it('lets the address be typed where the configuration cannot be asked', async () => {
    bridge.fail('account.named', 'internal')
    await open()
    expect(screen.getByLabelText('Address')).toBeInTheDocument()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })
})

describe('where a named address is from', () => {
  it.each([
    [own, 'From your npm configuration, for @acme and all other packages.'],
    [{ ...own, scopes: [] }, 'From your npm configuration, for all packages.'],
    [{ ...own, isDefault: false, place: 'global' as const }, 'From this computer’s npm configuration, for @acme.'],
    [{ ...other, place: 'environment' as const }, 'From your environment’s npm configuration, which signs in there.'],
  ])('is a sentence', (named, sentence) => {
    expect(namedHelp(named, 'npmrc')).toBe(sentence)
  })
})
