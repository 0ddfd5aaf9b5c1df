import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { dialogStore } from '#renderer/dialogs'
import { DetailPane } from '#renderer/features/detail/index'
import { TokenDetail } from '#renderer/features/token-detail/index'
import { createFakeBridge } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { fact, pane, press, show } from '#test/support/dom/detail'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { acme, day, sampleHeld, sampleNow, sampleRow } from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(sampleNow)
})

describe('the detail pane', () => {
  it('leads to what was done with the token', async () => {
    await show(sampleRow())
    await press('Its activity…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'activity', tokenId: sampleRow().token.id })
  })

  it('says so when no token is selected', async () => {
    await renderWindow(
      <OnDesk>
        <DetailPane detail={TokenDetail} />
      </OnDesk>,
      createFakeBridge(),
    )
    expect(screen.getByRole('heading', { name: 'No token selected' })).toBeVisible()
  })

  it('shows every fact and when it was learned', async () => {
    await show(
      sampleRow({
        name: 'deploy',
        description: 'for the release',
        owner: acme,
        kind: 'organization',
        createdBy: 'grace',
        lastUsedFrom: ['192.0.2.7', '2001:db8::7'],
        role: 'Deployer',
        admin: false,
        expiry: { kind: 'at', at: sampleNow + 5 * day },
        lastUsed: { kind: 'never' },
        scopes: { kind: 'listed', names: ['read', 'write'] },
      }),
    )
    expect(pane().getByRole('heading', { name: 'deploy' })).toBeVisible()
    expect(pane().getByRole('heading', { name: /^As of 1 hour ago · 15 Jun 2026/ })).toBeVisible()
    expect(pane().getByText('Due within 7 days')).toBeVisible()
    expect(fact('Expires')).toMatch(/^20 Jun 2026, \d\d:00 in 5 days$/)
    expect(fact('Last used')).toBe('Never')
    expect(fact('Last used from')).toBe('192.0.2.7, 2001:db8::7')
    expect(fact('Created')).toMatch(/^16 Apr 2026, \d\d:00 60 days ago$/)
    expect(fact('Created by')).toBe('grace')
    expect(fact('Description')).toBe('for the release')
    expect(fact('Access')).toBe('read, write')
    expect(fact('Role')).toBe('Deployer')
    expect(fact('Admin')).toBe('No')
    expect(fact('Owner')).toBe('acme (Organization)')
    expect(fact('Kind')).toBe('Organization token')
    expect(fact('Account')).toBe('Work')
    expect(fact('Id')).toBe('issuer-1')
  })

  it('tells what its provider never tells from what is not known', async () => {
    await show(sampleRow({ provider: 'gitpod', accountId: 'account-gitpod', lastUsed: { kind: 'unknown' } }))
    expect(fact('Last used')).toBe('The provider does not tell')
  })

  it('shows an instant in UTC in its tooltip', async () => {
    await show(sampleRow({ expiry: { kind: 'at', at: Date.UTC(2031, 0, 1, 12) } }))
    expect(pane().getByTitle(/1 Jan 2031, 12:00 UTC/)).toHaveAttribute('datetime', '2031-01-01T12:00:00.000Z')
  })

  it.each([
    ['Edit', { kind: 'edit-token', tokenId: 'token-1' }],
    ['Regenerate', { kind: 'regenerate', tokenId: 'token-1' }],
    ['Revoke', { kind: 'revoke', tokenId: 'token-1' }],
    ['Store its secret', { kind: 'store-secret', tokenId: 'token-1' }],
  ])('opens "%s"', async (name, dialog) => {
    await show(sampleRow({ provider: 'gitpod', accountId: 'account-gitpod' }))
    await press(name)
    expect(dialogStore.getState().dialog).toEqual(dialog)
  })

  it('has the button of what the provider cannot do, disabled, with the reason', async () => {
    await show(sampleRow())
    const edit = pane().getByRole('button', { name: 'Edit' })
    expect(edit).toBeDisabled()
    expect(edit).toHaveAccessibleDescription('Edit: Pulumi Cloud has no way to change a token. Make a new one instead.')
    expect(pane().getByRole('button', { name: 'Regenerate' })).toBeEnabled()
  })

  it('offers nothing for a token that is no more, and says why once', async () => {
    await show(sampleRow({ state: 'gone', goneAt: sampleNow - day }))
    for (const name of ['Edit', 'Regenerate', 'Revoke']) {
      expect(pane().getByRole('button', { name })).toBeDisabled()
      expect(pane().getByRole('button', { name })).toHaveAccessibleDescription(
        'This token no longer exists at the provider.',
      )
    }
    expect(fact('Missing since')).toMatch(/24 hours ago$/)
  })

  it('lets a token that was entered by hand be edited by hand', async () => {
    const row = sampleRow({
      id: 'other-1',
      provider: 'other',
      kind: 'other',
      accountId: 'other',
      service: 'Statuspage',
      serviceUrl: 'https://status.example',
      owner: { kind: 'me', id: 'Grace', name: 'Grace' },
    })
    await show(row)
    expect(fact('Service')).toBe('Statuspage')
    expect(fact('Owner')).toBe('Grace')
    await press('Edit')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'other-service', tokenId: 'other-1' })
  })

  it('copies name and id, and opens the provider’s page', async () => {
    const bridge = await show(sampleRow())
    await press('Copy name')
    await press('Copy id')
    expect(bridge.inputs('token.copyText')).toEqual([
      { tokenId: 'token-1', what: 'name' },
      { tokenId: 'token-1', what: 'id' },
    ])
    await press('Open at Pulumi Cloud')
    expect(bridge.inputs('link.open')).toEqual([{ what: 'token', tokenId: 'token-1' }])
  })

  it('says what went wrong when copying fails', async () => {
    const bridge = await show(sampleRow())
    bridge.fail('token.copyText', 'clipboard-failed')
    await press('Copy name')
    expect(await screen.findByRole('alertdialog')).toHaveTextContent(/clipboard/i)
  })

  it('asks whether Keyrack signs in with it, while nobody knows', async () => {
    const bridge = await show(sampleRow({}, { own: 'unknown' }))
    expect(pane().getByText('Is this the token Keyrack signs in with?')).toBeVisible()
    await press('No, it is not')
    expect(bridge.inputs('token.ownCredential')).toEqual([{ tokenId: 'token-1', own: 'no' }])
    act(() => bridge.sendRows([sampleRow({}, { own: 'no' })]))
    expect(pane().queryByText('Is this the token Keyrack signs in with?')).toBeNull()
  })

  it('says when Keyrack signs in with it', async () => {
    await show(sampleRow({}, { own: 'yes' }))
    expect(pane().getByText('Keyrack signs in with this token')).toBeVisible()
  })

  it('has no accessibility problems', async () => {
    await show(sampleRow({}, { own: 'unknown', held: sampleHeld, tags: ['ci'], notes: 'n' }))
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('the secret', () => {
  const held = { ...sampleHeld, checkedAt: sampleNow - 3_600_000 }

  it.each([
    ['made-here', /Keyrack received this secret/],
    ['proven', /confirmed that this secret is this token/],
    ['works', /accepts this secret/],
    ['unchecked', /could not be tried/],
  ] as const)('says honestly how sure it is: %s', async (proof, words) => {
    await show(sampleRow({}, { held: { ...held, proof } }))
    expect(pane().getByText(words)).toBeVisible()
    expect(pane().getByText('Stored 5 days ago')).toBeVisible()
    expect(pane().getByText(/last accepted 1 hour ago/)).toBeVisible()
  })

  it('is copied by main and never shown for it', async () => {
    const bridge = createFakeBridge()
    bridge.answer('secret.copy', { clearedAt: sampleNow + 30_000 })
    await show(sampleRow({}, { held }), bridge)
    await press('Copy')
    expect(bridge.inputs('secret.copy')).toEqual([{ id: 'secret-1' }])
    expect(bridge.inputs('secret.reveal')).toEqual([])
  })

  it('is forgotten only after a question', async () => {
    const bridge = await show(sampleRow({}, { held }))
    await press('Forget')
    const question = await screen.findByRole('alertdialog', { name: 'Forget the secret' })
    expect(within(question).getByRole('button', { name: 'Cancel' })).toHaveFocus()
    expect(bridge.inputs('secret.forget')).toEqual([])
    await userEvent.click(within(question).getByRole('button', { name: 'Forget' }))
    expect(bridge.inputs('secret.forget')).toEqual([{ secretId: 'secret-1' }])
    await waitFor(() => expect(screen.queryByRole('alertdialog', { name: 'Forget the secret' })).toBeNull())
  })

  it('stays, with the question, when it could not be forgotten', async () => {
    const bridge = createFakeBridge()
    bridge.fail('secret.forget', 'disk-full')
    await show(sampleRow({}, { held }), bridge)
    await press('Forget')
    const question = await screen.findByRole('alertdialog', { name: 'Forget the secret' })
    await userEvent.click(within(question).getByRole('button', { name: 'Forget' }))
    expect(await within(question).findByRole('alert')).toHaveTextContent(/disk/i)
  })
})

describe('tags and notes', () => {
  const row = sampleRow({}, { tags: ['ci'], notes: 'old notes' })
  const tagField = () => pane().getByRole('combobox', { name: 'Add tag' })
  const notes = () => pane().getByRole('textbox', { name: 'Notes' })

  it('adds a tag with Enter, once', async () => {
    const bridge = await show(row)
    await userEvent.type(tagField(), ' prod {Enter}')
    await userEvent.type(tagField(), 'ci{Enter}')
    expect(bridge.inputs('token.annotate')).toEqual([{ tokenId: 'token-1', tags: ['ci', 'prod'] }])
  })

  it('adds the next tag to one that is still being saved', async () => {
    const bridge = await show(row)
    const save = bridge.hold('token.annotate')
    await userEvent.type(tagField(), 'prod{Enter}eu{Enter}')
    expect(bridge.inputs('token.annotate').map(({ tags }) => tags)).toEqual([
      ['ci', 'prod'],
      ['ci', 'prod', 'eu'],
    ])
    save({})
  })

  it('takes a tag off, and puts it back by Undo', async () => {
    const bridge = await show(row)
    await press('Remove the tag ci')
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(bridge.inputs('token.annotate')).toEqual([
      { tokenId: 'token-1', tags: [] },
      { tokenId: 'token-1', tags: ['ci'] },
    ])
  })

  it('takes no more than twenty', async () => {
    await show(sampleRow({}, { tags: Array.from({ length: 20 }, (_, index) => `tag-${index}`) }))
    expect(tagField()).toBeDisabled()
    expect(pane().getByText('A token has 20 tags at most.')).toBeVisible()
  })

  it('saves notes when the field is left, and not when nothing was changed', async () => {
    const bridge = await show(row)
    await userEvent.click(notes())
    await userEvent.tab()
    expect(bridge.inputs('token.annotate')).toEqual([])
    await userEvent.clear(notes())
    await userEvent.type(notes(), 'new')
    await userEvent.tab()
    expect(bridge.inputs('token.annotate')).toEqual([{ tokenId: 'token-1', notes: 'new' }])
  })

  it('saves notes with Ctrl and Enter, and keeps what was typed when that fails', async () => {
    const bridge = await show(row)
    bridge.fail('token.annotate', 'disk-full')
    await userEvent.type(notes(), '!{Control>}{Enter}{/Control}')
    await screen.findByText(/disk/i)
    expect(notes()).toHaveValue('old notes!')
  })
})

describe('a rate limit', () => {
  const rateLimit = { limit: 5000, remaining: 4987, resetsAt: sampleNow + 1_800_000 }

  it('is shown as it was when the provider was asked, with when it counts anew', async () => {
    await show(sampleRow({ rateLimit }))
    expect(fact('Rate limit')).toMatch(/^4,987 of 5,000 calls left, counted anew .+ in 30 minutes$/)
  })

  it('says nothing of what is left once it has counted anew', async () => {
    await show(sampleRow({ rateLimit: { ...rateLimit, resetsAt: sampleNow - 1 } }))
    expect(fact('Rate limit')).toBe('5,000 calls at most')
  })

  it('is no line where none is told', async () => {
    await show(sampleRow())
    expect(pane().queryByText('Rate limit')).toBeNull()
  })
})

describe('a secret that leaked', () => {
  it('is ended from its token, with the stored one where there is one', async () => {
    await show(sampleRow({}, { held: sampleHeld }))
    await press('A secret leaked…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'leaked', secretId: 'secret-1' })
  })

  it('is asked for where none is stored', async () => {
    await show(sampleRow())
    await press('A secret leaked…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'leaked' })
  })

  it('is no command for a token that is dead', async () => {
    await show(sampleRow({ state: 'revoked', goneAt: sampleNow }, { held: sampleHeld }))
    expect(pane().queryByRole('button', { name: 'A secret leaked…' })).toBeNull()
  })
})
