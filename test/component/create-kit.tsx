import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import { NewTokenDialog } from '#renderer/features/create/index'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { acme, sampleRow } from '#test/support/sample'

export const made = { operationId: 'op-1', tokenId: 'token-new', secretId: 'secret-new', unstoredId: null, error: null }
export const roles = [{ id: 'role-1', name: 'Deployer', description: 'May deploy stacks.' }]

export let bridge: FakeBridge
export const onClose = vi.fn()

/** Another window, with other facts. */
export function another(options: Parameters<typeof createFakeBridge>[0] = {}): void {
  bridge = createFakeBridge(options)
}

/** A service that makes what it is asked for. */
export function prepare(): void {
  another()
  bridge.answer('token.formOptions', { roles, maxDays: null, scopes: [] })
  bridge.answer('token.create', made)
  onClose.mockClear()
}

export const forAcme = { accountId: 'account-pulumi', ownerKey: 'organization:/acme' }
export const open = (preset: { accountId?: string; ownerKey?: string } = forAcme) =>
  renderWindow(<NewTokenDialog {...preset} onClose={onClose} />, bridge, [
    sampleRow({ id: 'token-lost', name: 'deploy', kind: 'organization', owner: acme }),
  ])
export const name = () => screen.getByRole('textbox', { name: 'Name' })
export const create = () => userEvent.click(screen.getByRole('button', { name: 'Create token' }))
