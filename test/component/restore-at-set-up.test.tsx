import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { dialogStore } from '#renderer/dialogs'
import { VaultScreen } from '#renderer/features/vault/index'
import { OpenDialog } from '#renderer/shell/open-dialog'
import { enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'
import { openVault } from './backup-kit.ts'

const keystore = { level: 'strong', platform: 'linux', tag: 'v11', store: 'desktop keyring' } as const
const restore = 'Create it and restore from a backup…'
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

async function setUp() {
  const bridge = createFakeBridge({ facts: { vault: { kind: 'none', keystore } } })
  await renderWindow(<VaultScreen />, bridge)
  return bridge
}

it('the set-up makes the vault as it was chosen, and leads to the backup', async () => {
  const bridge = await setUp()
  await userEvent.click(screen.getByRole('radio', { name: 'Passphrase' }))
  await press(restore)
  expect(bridge.inputs('vault.create')).toEqual([])
  await enter(screen.getByLabelText('Passphrase', { selector: 'input[type=password]' }), 'correct horse EXAMPLE')
  await enter(screen.getByLabelText('Repeat the passphrase'), 'correct horse EXAMPLE')
  await press(restore)
  expect(bridge.inputs('vault.create')).toEqual([{ choice: 'passphrase', passphrase: 'correct horse EXAMPLE' }])
  expect(dialogStore.getState().dialog).toEqual({ kind: 'restore-backup', thenCode: true })
})

it('the set-up does not lead to the backup when the vault could not be made', async () => {
  const bridge = await setUp()
  bridge.fail('vault.create', 'disk-full')
  await userEvent.click(screen.getByRole('radio', { name: 'This session only' }))
  await press(restore)
  expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full')
  expect(dialogStore.getState().dialog).toBeNull()
})

it('the recovery code of the new vault comes after the backup', async () => {
  const bridge = createFakeBridge({ facts: { vault: openVault(['passphrase']) } })
  await renderWindow(<OpenDialog dialog={{ kind: 'restore-backup', thenCode: true }} />, bridge)
  await press('Cancel')
  expect(dialogStore.getState().dialog).toEqual({ kind: 'recovery-code' })
})
