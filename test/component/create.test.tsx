import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { dialogStore } from '#renderer/dialogs'
import { accessibilityProblems } from '#test/support/dom/axe'
import { choose, enter } from '#test/support/dom/forms'
import { acme, day, platformTeam, sampleCatalogue, samplePart } from '#test/support/sample'
import { another, bridge, create, name, open, prepare, roles } from './create-kit.tsx'

beforeEach(prepare)

describe('the form', () => {
  it('makes a token from what was filled in, with the role and the admin flag', async () => {
    await open()
    expect(name()).toHaveFocus()
    await userEvent.paste(' deploy ')
    await enter(screen.getByRole('textbox', { name: /Description/ }), 'for CI')
    await choose('Expires', 'In 7 days')
    await choose('Role', 'Deployer')
    expect(screen.getByText('May deploy stacks.')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Admin' }))
    const before = Date.now()
    await create()

    const [input] = bridge.inputs('token.create')
    expect(input).toMatchObject({
      accountId: 'account-pulumi',
      owner: acme,
      kind: 'organization',
      draft: { name: 'deploy', description: 'for CI', roleId: 'role-1', admin: true },
    })
    const expiry = input?.draft.expiry
    expect(expiry?.kind === 'at' && Math.abs(expiry.at - (before + 7 * day))).toBeLessThan(120_000)
    expect(await screen.findByText(/“deploy” is made\. Its secret is in the vault already\./)).toBeInTheDocument()
  })

  it('asks what its provider asks: a description for Pulumi’s personal token, access for Gitpod’s', async () => {
    await open({})
    expect(screen.queryByRole('textbox', { name: 'Name' })).not.toBeInTheDocument()
    await enter(screen.getByRole('textbox', { name: 'Description' }), 'my laptop')
    await choose('Account', 'Gitpod')
    expect(screen.getByRole('radio', { name: 'No access' })).toBeChecked()
    await enter(name(), 'my-laptop')
    await userEvent.click(screen.getByRole('radio', { name: 'Full access' }))
    await create()
    const [input] = bridge.inputs('token.create')
    expect(input).toMatchObject({ accountId: 'account-gitpod', draft: { name: 'my-laptop', scopes: ['full'] } })
    expect(input?.draft).not.toHaveProperty('description')
    expect(input?.draft).not.toHaveProperty('admin')
  })

  it('offers the owners the account has tokens of', async () => {
    await open({})
    await userEvent.click(screen.getByRole('button', { name: /For$/ }))
    const options = within(screen.getByRole('listbox')).getAllByRole('option')
    expect(options.map((option) => option.textContent)).toEqual([
      'Me',
      expect.stringContaining('acme'),
      expect.stringContaining('acme / platform'),
    ])
  })

  it('is searched where there are many owners', async () => {
    const teams = Array.from({ length: 150 }, (_, index) => ({
      ...samplePart({ id: `part-${index}`, kind: 'team' }),
      owner: { ...platformTeam, id: `team-${index}`, name: `team ${String(index).padStart(3, '0')}` },
    }))
    bridge.setFacts({ parts: teams })
    await open({ accountId: 'account-pulumi' })
    expect(screen.getByText('The first 100 of 150; type to find others.')).toBeInTheDocument()
    await enter(screen.getByRole('textbox', { name: 'Find an owner' }), '149')
    await choose('For', 'acme / team 149')
    expect(screen.getByRole('button', { name: /For$/ })).toHaveTextContent('acme / team 149')
  })

  it('says that a name stays taken for ever', async () => {
    await open()
    expect(name()).toHaveAccessibleDescription(/Unique in the organization, even among deleted tokens/)
  })

  it('remarks on a forbidden character while it is typed, and on an empty field only when it is sent', async () => {
    await open()
    await enter(name(), 'my deploy')
    expect(name()).toHaveAccessibleDescription(/letters, digits, dots, dashes and underscores/)
    expect(name()).toBeInvalid()
    await userEvent.clear(name())
    expect(name()).toBeValid()
    await create()
    expect(name()).toHaveAccessibleDescription('Enter the name.')
    expect(name()).toHaveFocus()
    expect(bridge.inputs('token.create')).toEqual([])
  })

  it('offers no preset and no "never" beyond the organization’s limit', async () => {
    bridge.answer('token.formOptions', { roles, maxDays: 30, scopes: [] })
    await open()
    expect(await screen.findByText(/The organization allows 30 days at most/)).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: /Expires$/ }))
    const options = within(screen.getByRole('listbox')).getAllByRole('option')
    expect(options.map((option) => option.textContent)).toEqual(['In 7 days', 'In 30 days', 'On a date'])
  })

  it('takes "never" where the provider has it', async () => {
    await open()
    await choose('Expires', 'Never')
    expect(screen.getByText(/Works until it is revoked/)).toBeInTheDocument()
    await enter(name(), 'deploy')
    await create()
    expect(bridge.inputs('token.create')[0]?.draft.expiry).toEqual({ kind: 'never' })
  })

  it('takes a date, and refuses one that has passed', async () => {
    await open()
    await enter(name(), 'deploy')
    await choose('Expires', 'On a date')
    const year = screen.getByRole('spinbutton', { name: /^year/ })
    await userEvent.click(year)
    await userEvent.keyboard('2020')
    await create()
    expect(screen.getByText('Choose a date that is still to come.')).toBeInTheDocument()
    expect(document.activeElement).toHaveAttribute('role', 'spinbutton')
    expect(bridge.inputs('token.create')).toEqual([])
  })

  it('works without the roles and limits when they cannot be read, and asks for them again', async () => {
    bridge.fail('token.formOptions', { kind: 'missing-permission', provider: 'Pulumi Cloud' })
    await open()
    expect(screen.getByText(/The roles and limits of the organization are not known now/)).toBeInTheDocument()
    await enter(name(), 'deploy')
    await create()
    expect(bridge.inputs('token.create')).toHaveLength(1)
  })

  it('asks for the roles again when that can help', async () => {
    bridge.fail('token.formOptions', { kind: 'timeout', provider: 'Pulumi Cloud' })
    await open()
    bridge.answer('token.formOptions', { roles, maxDays: null, scopes: [] })
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByText(/not known now/)).not.toBeInTheDocument())
    await choose('Role', 'Deployer')
  })

  it('forgets an answer about another owner', async () => {
    const first = bridge.hold('token.formOptions')
    await open()
    bridge.answer('token.formOptions', { roles: [], maxDays: null, scopes: [] })
    await choose('For', 'Me')
    await act(async () => first({ roles, maxDays: 7, scopes: [] }))
    expect(screen.queryByText(/The organization allows/)).not.toBeInTheDocument()
    expect(bridge.inputs('job.cancel')).toHaveLength(1)
  })

  it('says why a token cannot be made, and opens the provider’s page', async () => {
    const [pulumi] = sampleCatalogue
    if (!pulumi) throw new Error('no provider')
    const none = { how: 'none', reason: 'This service has no way to make tokens.' } as const
    const tokenKinds = pulumi.tokenKinds.map((kind) => ({ ...kind, support: { ...kind.support, create: none } }))
    another({ catalogue: [{ ...pulumi, tokenKinds }] })
    await open()
    expect(screen.getByText(/This service has no way to make tokens/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Create token' })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: 'Open the provider’s page' }))
    expect(bridge.inputs('link.open')).toEqual([{ what: 'account', accountId: 'account-pulumi' }])
  })

  it('leads to "Add account" where there is none', async () => {
    another({ facts: { accounts: [] } })
    await open({})
    await userEvent.click(screen.getByRole('button', { name: 'Add account' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'add-account' })
  })

  it('has no accessibility problems', async () => {
    await open()
    await choose('Expires', 'On a date')
    expect(screen.getByRole('dialog', { name: 'New token' })).toBeInTheDocument()
    expect(await accessibilityProblems()).toEqual([])
  })
})
