import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, vi } from 'vitest'
import type { SlotKind, VaultState } from '#shared/model/vault'
import type { DialogProps } from '#renderer/dialogs'
import { ProtectDialog } from '#renderer/features/settings/index'
import { enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleNow } from '#test/support/sample'

export type OpenVault = Extract<VaultState, { kind: 'open' }>
export const strong = { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' } as const
export const weak = { level: 'weak', platform: 'linux', tag: 'v10', store: 'no keyring' } as const

export let bridge: FakeBridge
export const onClose = vi.fn()
export const state = (slots: readonly SlotKind[], change: Partial<OpenVault> = {}): OpenVault => ({
  kind: 'open',
  storage: 'disk',
  slots: [...slots],
  keystore: strong,
  openedAt: sampleNow,
  readOnly: false,
  rekeying: null,
  strongerKeystore: null,
  keystoreSlot: null,
  ...change,
})

export async function open(vault: OpenVault, props: Omit<DialogProps<'protect'>, 'onClose'> = {}) {
  bridge = createFakeBridge({ facts: { vault } })
  bridge.answer('vault.drawRecovery', { id: 'code-1', groups: 6, asked: [0, 3] })
  bridge.answer('secret.reveal', {
    value: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF',
    showing: 1,
    hiddenAt: Date.now() + 30_000,
  })
  await renderWindow(<ProtectDialog {...props} onClose={onClose} />, bridge)
}

export const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
export const pick = (name: string) => userEvent.click(screen.getByRole('radio', { name }))
export const tick = (name: RegExp) => userEvent.click(screen.getByRole('checkbox', { name }))
export const options = (name: string) =>
  within(screen.getByRole('radiogroup', { name }))
    .getAllByRole('radio')
    .map((radio) => radio.closest('label')?.textContent)
export const now = () => screen.getByLabelText('Current passphrase')
export const sent = () => bridge.inputs('vault.protect').map(({ jobId: _jobId, ...rest }) => rest)

export async function newPassphrase(value: string) {
  await enter(screen.getByLabelText('New passphrase'), value)
  await enter(screen.getByLabelText('Repeat the passphrase'), value)
}

export async function writeCode() {
  await press('Show the new code…')
  await press('Show the code')
  await waitFor(() => expect(screen.getByRole('button', { name: 'I have written it down' })).toBeEnabled())
  await press('I have written it down')
  await enter(screen.getByLabelText('Group 1'), 'AAAAA')
  await enter(screen.getByLabelText('Group 4'), 'DDDDD')
  await press('Check')
}

export const plain = { passphrase: null, recoveryId: null, current: null, acceptWeak: false, rekey: false }
