import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SlotKind } from '#shared/model/vault'
import { RecoveryCodeDialog } from '#renderer/features/settings/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleFacts } from '#test/support/sample'

const { vault } = sampleFacts()
const written = 'AAAAA-BBBBB-CCCCC-DDDDD-EXAMP-FFFFF'

let bridge: FakeBridge
let drawn: number
const onClose = vi.fn()

async function open(slots: readonly SlotKind[]) {
  if (vault.kind !== 'open') throw new Error('the sample is open')
  bridge = createFakeBridge({ facts: { vault: { ...vault, slots: [...slots] } } })
  drawn = 0
  bridge.answer('vault.drawRecovery', () => {
    drawn += 1
    return { id: `code-${drawn}`, groups: 6, asked: [1, 4] }
  })
  bridge.answer('secret.reveal', () => ({
    value: written,
    showing: bridge.inputs('secret.reveal').length,
    hiddenAt: Date.now() + 30_000,
  }))
  await renderWindow(<RecoveryCodeDialog onClose={onClose} />, bridge)
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const group = (number: number) => screen.getByLabelText(`Group ${number}`)

async function answer(second: string, fifth: string) {
  await enter(group(2), second)
  await enter(group(5), fifth)
  await press('Check')
}

async function show() {
  await press('Show the code')
  await waitFor(() => expect(screen.getByRole('button', { name: 'I have written it down' })).toBeEnabled())
}

async function write() {
  await show()
  await press('I have written it down')
}

beforeEach(() => onClose.mockClear())

describe('a new recovery code', () => {
  it('is drawn only when it is asked for, and shown in numbered groups', async () => {
    await open(['os'])
    expect(bridge.inputs('vault.drawRecovery')).toEqual([])
    expect(screen.getByRole('button', { name: 'Show the code' })).toHaveFocus()
    expect(screen.getByRole('button', { name: 'I have written it down' })).toBeDisabled()
    await userEvent.keyboard('{Enter}')
    expect(bridge.inputs('secret.reveal')).toEqual([{ id: 'code-1' }])
    const groups = await screen.findAllByRole('listitem')
    expect(groups.map((item) => item.textContent)).toEqual(written.split('-'))
    await waitFor(() => expect(screen.getByRole('button', { name: 'I have written it down' })).toBeEnabled())
    // The focus stays: without it Escape and Tab would lead nowhere.
    expect(screen.getByRole('button', { name: 'Hide the code' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it.each([
    ['the person hides it', () => press('Hide the code')],
    ['the window loses focus', () => Promise.resolve(fireEvent.blur(window))],
    ['it was written down', () => press('I have written it down')],
  ])('is out of the page when %s, and main is told', async (_when, happen) => {
    await open(['os'])
    await show()
    expect(everythingShown()).toContain('EXAMP')
    await act(async () => {
      await happen()
    })
    expect(everythingShown()).not.toContain('EXAMP')
    expect(bridge.inputs('secret.conceal')).toEqual([{ showing: 1 }])
  })

  it('is out of the page when main says that it was shown long enough', async () => {
    await open(['os'])
    await show()
    act(() => bridge.emit('concealed', { showing: 1 }))
    expect(everythingShown()).not.toContain('EXAMP')
    expect(screen.getByText('The code is hidden')).toBeInTheDocument()
  })

  it('is the same one when it is shown again', async () => {
    await open(['os'])
    await show()
    await press('Hide the code')
    await press('Show the code')
    expect(bridge.inputs('secret.reveal')).toEqual([{ id: 'code-1' }, { id: 'code-1' }])
    expect(drawn).toBe(1)
  })

  it('cannot be copied', async () => {
    await open(['os'])
    await show()
    expect(fireEvent.copy(screen.getAllByRole('listitem')[0]!)).toBe(false)
    expect(screen.queryByRole('button', { name: /Copy/ })).not.toBeInTheDocument()
  })

  it('is drawn anew, and that is said, when main no longer has it', async () => {
    await open(['os'])
    bridge.fail('secret.reveal', 'not-found')
    await press('Show the code')
    expect(await screen.findByText(/That code is not kept any more/)).toBeInTheDocument()
    bridge.answer('secret.reveal', { value: written, showing: 2, hiddenAt: Date.now() + 30_000 })
    await press('Show the code')
    expect(await screen.findAllByRole('listitem')).toHaveLength(6)
    expect(drawn).toBe(2)
    expect(screen.queryByText(/That code is not kept any more/)).not.toBeInTheDocument()
  })

  it('can be put off', async () => {
    await open(['os'])
    await press('Later')
    expect(onClose).toHaveBeenCalledOnce()
    expect(bridge.inputs('vault.protect')).toEqual([])
  })
})

describe('checking that it was written down', () => {
  it('asks two groups back, and opens the vault with it from then on', async () => {
    await open(['os'])
    await write()
    expect(screen.getByText(/Type group 2 and group 5/)).toBeInTheDocument()
    expect(group(2)).toHaveFocus()
    await answer('bbbbb', 'examp')
    expect(bridge.inputs('vault.confirmRecovery')).toEqual([{ id: 'code-1', answers: ['bbbbb', 'examp'] }])
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(bridge.inputs('vault.protect')).toMatchObject([
      { slots: ['os', 'recovery'], recoveryId: 'code-1', passphrase: null, current: null, rekey: false },
    ])
  })

  it('says that a group is wrong, with nothing left in the fields, and shows the code again', async () => {
    await open(['os'])
    await write()
    bridge.fail('vault.confirmRecovery', 'wrong-recovery-code')
    await answer('BBBBB', 'WRONG')
    expect(await alertText()).toContain('That is not what the code says.')
    expect(group(2)).toHaveValue('')
    expect(group(5)).toHaveValue('')
    await waitFor(() => expect(group(2)).toHaveFocus())
    await press('Show it again')
    await press('Show the code')
    expect(drawn).toBe(1)
  })

  it('asks for what is missing', async () => {
    await open(['os'])
    await write()
    await enter(group(2), 'BBBBB')
    await press('Check')
    expect(group(5)).toHaveFocus()
    expect(group(5)).toHaveAccessibleDescription('Enter the group.')
    expect(bridge.inputs('vault.confirmRecovery')).toEqual([])
  })

  it('begins anew when the code is gone meanwhile', async () => {
    await open(['os'])
    await write()
    bridge.fail('vault.confirmRecovery', 'not-found')
    await answer('BBBBB', 'EXAMP')
    expect(await screen.findByText(/That code is not kept any more/)).toBeInTheDocument()
  })

  it('asks who has a passphrase for it, and says when that is wrong', async () => {
    await open(['os-passphrase'])
    await write()
    await answer('BBBBB', 'EXAMP')
    const passphrase = await screen.findByLabelText('Passphrase')
    expect(passphrase).toHaveFocus()
    expect(bridge.inputs('vault.protect')).toEqual([])
    bridge.fail('vault.protect', 'wrong-passphrase')
    await enter(passphrase, 'correct horse EXAMPLE')
    await press('Use this code')
    expect(await alertText()).toContain('This passphrase does not open the vault.')
    expect(document.activeElement?.closest('[role=dialog]')).not.toBeNull()
    expect(everythingShown()).not.toContain('EXAMPLE')
    bridge.answer('vault.protect', {})
    await enter(screen.getByLabelText('Passphrase'), 'correct horse EXAMPLE')
    await press('Use this code')
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(bridge.inputs('vault.protect').at(-1)).toMatchObject({
      slots: ['os-passphrase', 'recovery'],
      recoveryId: 'code-1',
      current: { with: 'passphrase', value: 'correct horse EXAMPLE' },
    })
  })

  it('takes the place of an old one, which is said, and can be vouched for by it', async () => {
    await open(['os', 'recovery'])
    expect(screen.getByText(/The old code stops opening this vault/)).toBeInTheDocument()
    await write()
    await answer('BBBBB', 'EXAMP')
    await enter(await screen.findByLabelText('Recovery code', { selector: 'input' }), 'OLD-EXAMPLE')
    await press('Use this code')
    expect(bridge.inputs('vault.protect')).toMatchObject([
      { slots: ['os', 'recovery'], recoveryId: 'code-1', current: { with: 'recovery', value: 'OLD-EXAMPLE' } },
    ])
  })

  it('keeps the code at hand when it could not be saved', async () => {
    await open(['os'])
    await write()
    bridge.fail('vault.protect', 'disk-full')
    await answer('BBBBB', 'EXAMP')
    expect(await alertText()).toContain('The disk is full')
    bridge.answer('vault.protect', {})
    await press('Use this code')
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(bridge.inputs('vault.protect').at(-1)).toMatchObject({ recoveryId: 'code-1' })
  })
})

it('has no accessibility problems at any step', async () => {
  await open(['passphrase'])
  expect(await accessibilityProblems()).toEqual([])
  await show()
  expect(await accessibilityProblems()).toEqual([])
  await press('I have written it down')
  expect(await accessibilityProblems()).toEqual([])
  await answer('BBBBB', 'EXAMP')
  await screen.findByLabelText('Passphrase')
  expect(await accessibilityProblems()).toEqual([])
})
