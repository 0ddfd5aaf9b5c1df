import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Output } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import type { TokenRow } from '#shared/model/token'
import { dialogStore } from '#renderer/dialogs'
import { LeakedDialog } from '#renderer/features/leaked/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount, sampleCatalogue, samplePlace, sampleRow } from '#test/support/sample'

const leaked = 'pul-EXAMPLE0000000000000000000000000000000000'
const warning = 'They are ended for everybody. This cannot be undone.'

/** Only Pulumi has such a call here, and a log. */
const catalogue: readonly ProviderRecord[] = sampleCatalogue.map((record) =>
  record.id === 'pulumi'
    ? {
        ...record,
        auditLog: { support: { how: 'native' }, exports: [], namesTokens: true },
        revokeByValue: {
          support: { how: 'native' },
          most: 1000,
          values: [{ prefix: 'pul-', label: 'Access token' }],
          warning,
        },
      }
    : record,
)

type Found = Output<'leaked.read'>
type End = Output<'leaked.revoke'>['values'][number]
const at = { provider: 'pulumi', origin: 'https://api.pulumi.example', tokenId: null, accountId: null }
const byValue = { how: 'by-value' as const, ...at }
const itself = { how: 'itself' as const, ...at }
const one: Found['values'][number] = {
  line: 1,
  look: 'certain',
  prefix: 'pul-',
  tokenIds: [],
  accountIds: [],
  ways: [byValue],
}
const found: Found = { leakId: 'leak-1', values: [one], leftOut: [], doubled: 0 }
const end = (state: End['state'], change: Partial<End> = {}): End => ({
  line: 1,
  state,
  lost: false,
  error: null,
  who: null,
  tokenIds: [],
  ...change,
})

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge({ catalogue })
  bridge.answer('leaked.read', found)
  bridge.answer('leaked.revoke', { values: [end('ended')] })
  onClose.mockClear()
})

const open = (rows: readonly TokenRow[] = [sampleRow()]) =>
  renderWindow(<LeakedDialog onClose={onClose} />, bridge, rows)
const field = () => screen.getByLabelText<HTMLTextAreaElement>('Leaked secrets')
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const tick = (name: RegExp) => userEvent.click(screen.getByRole('checkbox', { name }))
const lines = () =>
  within(screen.getByRole('list', { name: 'Secrets' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
const refusedNow = () => screen.findByText('It is refused now.', { selector: '[class*=notice] *' })

async function recognise(change: Partial<Found> = {}, rows?: readonly TokenRow[]): Promise<void> {
  bridge.answer('leaked.read', { ...found, ...change })
  await open(rows)
  await enter(field(), leaked)
  await press('Look at them')
}

async function endAs(...values: End[]): Promise<void> {
  bridge.answer('leaked.revoke', { values })
  await recognise()
  await tick(/cannot be undone/)
  await press('End this secret')
}

describe('leaked secrets', () => {
  it('go to main, which looks at them; nothing of them stays in the page', async () => {
    await open()
    expect(field()).toHaveFocus()
    await enter(field(), `${leaked}\n${leaked}`)
    expect(field()).toHaveAccessibleDescription(/^2 lines so far\./)
    await press('Look at them')
    expect(bridge.inputs('leaked.read')).toEqual([{ secret: { from: 'field', value: `${leaked}\n${leaked}` } }])
    expect(await screen.findByText('This can be a secret.')).toBeVisible()
    expect(everythingShown()).not.toContain('EXAMPLE')
    expect(bridge.inputs('leaked.revoke')).toEqual([])
  })

  it('are read from the clipboard by main', async () => {
    await open()
    await press('Paste')
    await press('Look at them')
    expect(bridge.inputs('leaked.read')[0]?.secret).toEqual({ from: 'clipboard' })
  })

  it('are asked for when there is none, and given back when main could not look at them', async () => {
    await open()
    await press('Look at them')
    expect(field()).toHaveAccessibleDescription('Paste or type at least one secret.')
    expect(field()).toHaveFocus()
    await enter(field(), leaked)
    bridge.fail('leaked.read', { kind: 'invalid-input', field: 'secret', limit: 1000 })
    await press('Look at them')
    await waitFor(() => expect(field()).toHaveAccessibleDescription('At most 1,000 secrets at once.'))
    expect(field().value).toBe(leaked)
  })

  it('say line by line how each is ended, and what is left out, and why', async () => {
    await recognise({
      values: [one, { ...one, line: 4, look: 'likely', ways: [itself] }],
      leftOut: [
        { line: 2, why: 'checksum', provider: 'gitpod' },
        { line: 3, why: 'unknown', provider: null },
      ],
      doubled: 1,
    })
    expect(lines()).toEqual([
      'Line 1pul-…Checksum rightPulumi Cloud (api.pulumi.example) ends it by its value, whoever it belongs to. No account signs the call.',
      'Line 4pul-…Keyrack signs in with it at Pulumi Cloud (api.pulumi.example), asks which token it is, and revokes that one if it is sure.',
    ])
    const left = within(screen.getByRole('list', { name: 'Left out, and not sent' })).getAllByRole('listitem')
    expect(left.map(({ textContent }) => textContent)).toEqual([
      'Line 2: it begins like a secret of Gitpod Classic, and its checksum is wrong: it was mistyped or cut off.',
      'Line 3: it does not look like a secret.',
    ])
    expect(screen.getByText(/1 line said the same secret once more/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'End 2 secrets' })).toBeDisabled()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('are left alone until the person says whose they are, where nothing tells', async () => {
    const elsewhere = { ...itself, provider: 'gitpod', origin: 'https://api.gitpod.example' }
    await recognise({ values: [{ ...one, look: 'possible', prefix: '', ways: [itself, elsewhere] }] })
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.getByRole('button', { name: 'End this secret' })).toBeDisabled()
    await userEvent.click(screen.getByRole('button', { name: /Whose is it/ }))
    await userEvent.click(screen.getByRole('option', { name: 'Gitpod Classic (api.gitpod.example)' }))
    await tick(/cannot be undone/)
    await press('End this secret')
    expect(bridge.inputs('leaked.revoke')).toMatchObject([{ ways: [{ line: 1, way: 1 }] }])
  })

  it('cannot be ended where none was recognised', async () => {
    await recognise({ leakId: null, values: [], leftOut: [{ line: 1, why: 'shape', provider: null }] })
    expect(screen.getByText(/^None of this looks like a secret/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^End/ })).toBeNull()
    await press('Back')
    expect(field().value).toBe('')
  })

  it('lead to the page where only a person can end them', async () => {
    await recognise({ values: [{ ...one, ways: [{ ...itself, how: 'page' }] }] })
    expect(screen.queryByRole('button', { name: /^End/ })).toBeNull()
    await press('Open the page')
    expect(bridge.inputs('link.open')).toEqual([
      { what: 'new-token', provider: 'pulumi', address: 'https://api.pulumi.example' },
    ])
  })

  it('are ended only after the warning is ticked', async () => {
    await recognise()
    expect(screen.getByText(warning)).toBeVisible()
    expect(screen.getByRole('button', { name: 'End this secret' })).toBeDisabled()
    await tick(/cannot be undone/)
    await press('End this secret')
    expect(bridge.inputs('leaked.revoke')[0]).toMatchObject({
      leakId: 'leak-1',
      ways: [{ line: 1, way: 0 }],
      ownConfirmed: false,
      acceptPlaces: 0,
    })
    expect(await refusedNow()).toBeVisible()
    expect(lines()[0]).toMatch(/^pul-…EndedIt is refused now\./)
    await press('Done')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('need another tick where an account signs in with one, by its name', async () => {
    await recognise({ values: [{ ...one, look: 'held', tokenIds: ['token-1'], accountIds: [sampleAccount().id] }] })
    const { name } = sampleAccount()
    expect(lines()[0]).toContain('Stored here as “laptop”.')
    expect(lines()[0]).toContain(`Keyrack signs in to “${name}” with it.`)
    await tick(/cannot be undone/)
    expect(screen.getByRole('button', { name: 'End this secret' })).toBeDisabled()
    await tick(/what Keyrack signs in with/)
    await press('End this secret')
    expect(bridge.inputs('leaked.revoke')[0]).toMatchObject({ ownConfirmed: true })
  })

  it('name the places that stop working with a token, and tell main how many the person saw', async () => {
    const row = sampleRow({}, { places: [samplePlace(), samplePlace({ id: 'p2' })] })
    const token = { ...itself, how: 'token' as const, tokenId: 'token-1' }
    await recognise({ values: [{ ...one, look: 'held', tokenIds: ['token-1'], ways: [token] }] }, [row])
    expect(lines()[0]).toContain('DEPLOY_TOKEN')
    await tick(/cannot be undone/)
    await press('End this secret')
    expect(bridge.inputs('leaked.revoke')[0]).toMatchObject({ acceptPlaces: 2 })
  })

  it('ask for what the provider wants beside the call, and go on with it', async () => {
    await recognise()
    bridge.fail('leaked.revoke', { kind: 'step-up-needed', provider: 'Pulumi Cloud', field: 'password' })
    await tick(/cannot be undone/)
    await press('End this secret')
    await enter(await screen.findByLabelText<HTMLInputElement>('Password'), 'password-EXAMPLE')
    bridge.answer('leaked.revoke', { values: [end('ended')] })
    await press('End this secret')
    expect(bridge.inputs('leaked.revoke')[1]).toMatchObject({ stepUp: { password: 'password-EXAMPLE' } })
    expect(await refusedNow()).toBeVisible()
  })

  it('are shown as pending while they work, and can be looked at again', async () => {
    await endAs(end('pending'))
    expect(await screen.findByText(/^1 secret still works/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Send them again' })).toBeNull()
    bridge.answer('leaked.look', { values: [end('ended')] })
    await press('Look again')
    expect(await refusedNow()).toBeVisible()
    expect(bridge.inputs('leaked.revoke')).toHaveLength(1)
  })

  it('say that an answer was lost, and can be sent again', async () => {
    await endAs(end('pending', { lost: true }))
    expect(await alertText()).toContain('An answer was lost')
    bridge.answer('leaked.revoke', { values: [end('ended')] })
    await press('Send them again')
    expect(await refusedNow()).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('are not called dead where nothing tells', async () => {
    await endAs(end('not-told'))
    expect(await screen.findByText('Not all of them could be tried.')).toBeVisible()
    expect(screen.queryByText(/refused now/)).toBeNull()
  })

  it('lead to the token that one is, or to those that it may be', async () => {
    await endAs(end('which', { who: 'Ada', tokenIds: ['token-1'] }))
    expect(await screen.findByText(/^1 secret works, and nothing was done/)).toBeVisible()
    expect(lines()[0]).toContain('It signs in as Ada.It is “laptop”.')
    expect(screen.getByRole('button', { name: 'Audit log…' })).toBeVisible()
    await press('Revoke…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'revoke', tokenId: 'token-1' })
    cleanup()
    await endAs(end('which', { tokenIds: ['token-1', 'token-2'] }))
    await press('Revoke 2 tokens…')
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-revoke', tokenIds: ['token-1', 'token-2'] })
  })

  it('each say why one could not be ended', async () => {
    await endAs(end('pending', { error: { kind: 'missing-permission', provider: 'Pulumi Cloud' } }))
    expect(await screen.findByText('1 secret could not be ended.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Send them again' })).toBeVisible()
  })

  it('say what else is to do: the places, a successor, the log of the service, and where it leaked', async () => {
    const row = sampleRow({}, { places: [samplePlace()] })
    bridge.answer('leaked.revoke', { values: [end('ended', { tokenIds: ['token-1'] })] })
    await recognise({ values: [{ ...one, look: 'held', tokenIds: ['token-1'] }] }, [row])
    await tick(/cannot be undone/)
    await press('End this secret')
    const more = within(await screen.findByRole('list', { name: 'What else to do' }))
    expect(more.getByText('DEPLOY_TOKEN')).toBeVisible()
    expect(more.getByText(/Git keeps it in the history/)).toBeVisible()
    expect(await accessibilityProblems()).toEqual([])
    await userEvent.click(more.getByRole('button', { name: 'Audit log…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'audit-log', accountId: sampleAccount().id })
    await userEvent.click(more.getByRole('button', { name: 'New token…' }))
    expect(dialogStore.getState().dialog).toMatchObject({ kind: 'new-token', accountId: sampleAccount().id })
  })

  it('are kept for another try after a refused call, and not for ever', async () => {
    await recognise()
    await tick(/cannot be undone/)
    bridge.fail('leaked.revoke', { kind: 'rate-limited', provider: 'Pulumi Cloud', waitSeconds: 60 })
    await press('End this secret')
    expect(await alertText()).toContain('Pulumi Cloud')
    expect(screen.getByRole('button', { name: 'End this secret' })).toBeEnabled()
    bridge.fail('leaked.revoke', 'not-found')
    await press('End this secret')
    await waitFor(async () => expect(await alertText()).toContain('Begin again'))
  })

  it('are forgotten by main when the dialog goes, and when the person goes back', async () => {
    await recognise()
    await press('Back')
    expect(bridge.inputs('leaked.drop')).toEqual([{ leakId: 'leak-1' }])
    bridge.answer('leaked.read', { ...found, leakId: 'leak-2' })
    await enter(field(), leaked)
    await press('Look at them')
    screen.getByText('This can be a secret.')
    await userEvent.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalledOnce()
  })
})
