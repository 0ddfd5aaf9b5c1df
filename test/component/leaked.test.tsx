import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Output } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { dialogStore } from '#renderer/dialogs'
import { LeakedDialog } from '#renderer/features/leaked/index'
import { ProvidersDialog } from '#renderer/features/providers/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleAccount, sampleCatalogue, sampleRow } from '#test/support/sample'

const leaked = 'pul-EXAMPLE0000000000000000000000000000000000'
const warning = 'They are ended for everybody. This cannot be undone.'

/** Only Pulumi has such a call here. */
const catalogue: readonly ProviderRecord[] = sampleCatalogue.map((record) =>
  record.id === 'pulumi'
    ? {
        ...record,
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
const one: Found['values'][number] = { line: 1, prefix: 'pul-', checked: true, tokenIds: [], accountIds: [] }
const found: Found = { leakId: 'leak-1', values: [one], leftOut: [], doubled: 0 }

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(() => {
  bridge = createFakeBridge({ catalogue })
  bridge.answer('leaked.read', found)
  bridge.answer('leaked.revoke', { answer: 'taken', values: [{ line: 1, state: 'ended' }] })
  onClose.mockClear()
})

const open = () => renderWindow(<LeakedDialog provider="pulumi" onClose={onClose} />, bridge, [sampleRow()])
const field = () => screen.getByLabelText<HTMLTextAreaElement>('Leaked secrets')
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const tick = (name: RegExp) => userEvent.click(screen.getByRole('checkbox', { name }))
const lines = () => within(screen.getByRole('list', { name: 'Secrets that are ended' })).getAllByRole('listitem')

async function recognise(change: Partial<Found> = {}): Promise<void> {
  bridge.answer('leaked.read', { ...found, ...change })
  await open()
  await enter(field(), leaked)
  await press('Look at them')
}

async function end(answer: Output<'leaked.revoke'>): Promise<void> {
  bridge.answer('leaked.revoke', answer)
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
    expect(bridge.inputs('leaked.read')).toEqual([
      {
        provider: 'pulumi',
        origin: 'https://api.pulumi.example',
        secrets: { from: 'field', value: `${leaked}\n${leaked}` },
      },
    ])
    expect(await screen.findByText(/1 secret can be ended at Pulumi Cloud \(api\.pulumi\.example\)/)).toBeVisible()
    expect(everythingShown()).not.toContain('EXAMPLE')
    expect(bridge.inputs('leaked.revoke')).toEqual([])
  })

  it('are read from the clipboard by main', async () => {
    await open()
    await press('Paste')
    await press('Look at them')
    expect(bridge.inputs('leaked.read')[0]?.secrets).toEqual({ from: 'clipboard' })
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

  it('are for the address that is chosen', async () => {
    const account = { ...sampleAccount(), origin: 'https://pulumi.acme.example', name: 'Acme' }
    bridge = createFakeBridge({ catalogue, facts: { accounts: [account] } })
    bridge.answer('leaked.read', found)
    await open()
    await userEvent.click(screen.getByRole('radio', { name: 'Acme' }))
    await enter(field(), leaked)
    await press('Look at them')
    expect(bridge.inputs('leaked.read')[0]?.origin).toBe('https://pulumi.acme.example')
  })

  it('say line by line what is ended and what is left out, and why', async () => {
    await recognise({
      values: [one, { ...one, line: 4, checked: false }],
      leftOut: [
        { line: 2, why: 'checksum', provider: null },
        { line: 3, why: 'other-provider', provider: 'gitpod' },
      ],
      doubled: 1,
    })
    expect(lines().map(({ textContent }) => textContent)).toEqual([
      'Line 1Access tokenpul-…Checksum right',
      'Line 4Access tokenpul-…',
    ])
    const left = within(screen.getByRole('list', { name: 'Left out, and not sent' })).getAllByRole('listitem')
    expect(left.map(({ textContent }) => textContent)).toEqual([
      'Line 2: its checksum is wrong: it was mistyped or cut off.',
      'Line 3: it looks like a secret of Gitpod Classic.',
    ])
    expect(screen.getByText(/1 line said the same secret once more/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'End 2 secrets' })).toBeDisabled()
  })

  it('cannot be ended where none was recognised', async () => {
    await recognise({ leakId: null, values: [], leftOut: [{ line: 1, why: 'shape', provider: null }] })
    expect(screen.getByText(/None of this is a secret that Pulumi Cloud would end/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^End/ })).toBeNull()
    await press('Back')
    expect(field().value).toBe('')
  })

  it('are ended only after the warning is ticked', async () => {
    await recognise()
    expect(screen.getByText(warning)).toBeVisible()
    expect(screen.getByRole('button', { name: 'End this secret' })).toBeDisabled()
    await tick(/cannot be undone/)
    await press('End this secret')
    expect(bridge.inputs('leaked.revoke')[0]).toMatchObject({ leakId: 'leak-1', ownConfirmed: false })
    expect(await screen.findByText('Pulumi Cloud refuses it now.')).toBeVisible()
    expect(lines()[0]).toHaveTextContent(/Ended\s*It is refused now\./)
    await press('Done')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('need another tick where an account signs in with one, by its name', async () => {
    await recognise({ values: [{ ...one, tokenIds: ['token-1'], accountIds: [sampleAccount().id] }] })
    const { name } = sampleAccount()
    expect(lines()[0]).toHaveTextContent('Stored here as “laptop”.')
    expect(lines()[0]).toHaveTextContent(`Keyrack signs in to “${name}” with it.`)
    await tick(/cannot be undone/)
    expect(screen.getByRole('button', { name: 'End this secret' })).toBeDisabled()
    await tick(/what Keyrack signs in with/)
    await press('End this secret')
    expect(bridge.inputs('leaked.revoke')[0]).toMatchObject({ ownConfirmed: true })
  })

  it('are shown as pending while they work, and can be looked at again', async () => {
    await end({ answer: 'taken', values: [{ line: 1, state: 'pending' }] })
    expect(await screen.findByText(/Pulumi Cloud still accepts 1 secret/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Send them again' })).toBeNull()
    bridge.answer('leaked.look', { answer: 'taken', values: [{ line: 1, state: 'ended' }] })
    await press('Look again')
    expect(await screen.findByText('Pulumi Cloud refuses it now.')).toBeVisible()
    expect(bridge.inputs('leaked.revoke')).toHaveLength(1)
  })

  it('say that an answer was lost, and can be sent again', async () => {
    await end({ answer: 'lost', values: [{ line: 1, state: 'pending' }] })
    expect(await alertText()).toContain('The answer of Pulumi Cloud was lost')
    bridge.answer('leaked.revoke', { answer: 'taken', values: [{ line: 1, state: 'ended' }] })
    await press('Send them again')
    expect(await screen.findByText('Pulumi Cloud refuses it now.')).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('are not called dead where nothing tells', async () => {
    await end({ answer: 'taken', values: [{ line: 1, state: 'not-told' }] })
    expect(await screen.findByText('Not all of them could be tried at Pulumi Cloud.')).toBeVisible()
    expect(screen.queryByText(/refuses (?:it|all)/)).toBeNull()
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
    screen.getByText(/can be ended/)
    await userEvent.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('have nothing that axe would find', async () => {
    await open()
    expect(await accessibilityProblems()).toEqual([])
    await enter(field(), leaked)
    await press('Look at them')
    expect(await accessibilityProblems()).toEqual([])
    await tick(/cannot be undone/)
    await press('End this secret')
    await screen.findByText('Pulumi Cloud refuses it now.')
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('a secret from the vault', () => {
  const stored = { secretId: 'secret-1', origin: 'https://api.pulumi.example' }
  const openStored = () =>
    renderWindow(<LeakedDialog provider="pulumi" stored={stored} onClose={onClose} />, bridge, [sampleRow()])

  it('is looked at by main at once, and never comes here', async () => {
    await openStored()
    expect(bridge.inputs('leaked.read')).toEqual([
      { provider: 'pulumi', origin: stored.origin, secrets: { from: 'stored', secretId: 'secret-1' } },
    ])
    expect(await screen.findByText(/1 secret can be ended/)).toBeVisible()
    expect(lines()[0]).not.toHaveTextContent('Line 1')
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull()
  })

  it('can be looked at again after a failure', async () => {
    bridge.fail('leaked.read', 'internal')
    await openStored()
    expect(await screen.findByRole('alert')).toBeVisible()
    bridge.answer('leaked.read', found)
    await press('Try again')
    expect(await screen.findByText(/1 secret can be ended/)).toBeVisible()
  })

  it('is forgotten by main when the dialog goes', async () => {
    const { unmount } = await openStored()
    await screen.findByText(/1 secret can be ended/)
    unmount()
    expect(bridge.inputs('leaked.drop')).toEqual([{ leakId: 'leak-1' }])
  })
})

it('is led to from a provider that has such a call, and from no other', async () => {
  await renderWindow(<ProvidersDialog onClose={onClose} />, bridge)
  expect(screen.getAllByRole('button', { name: 'A secret leaked…' })).toHaveLength(1)
  await press('A secret leaked…')
  expect(dialogStore.getState().dialog).toEqual({ kind: 'leaked', provider: 'pulumi' })
})
