import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Place } from '#shared/model/place'
import { OperationDialog } from '#renderer/features/operations/index'
import { RevokeDialog } from '#renderer/features/revoke/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleHeld, sampleNow, sampleOperation, samplePlace, sampleRow } from '#test/support/sample'

const file = samplePlace({
  id: 'p2',
  where: { kind: 'file', path: '/home/ada/.npmrc', format: null },
  note: 'restart the runner',
})
const replaced = { at: sampleNow, by: 'token-2' }
const old = (places: Place[]) => sampleRow({ name: 'laptop' }, { places })
let bridge: FakeBridge

beforeEach(() => {
  const operations = [sampleOperation({ tokenId: 'token-1', newTokenId: 'token-2', newSecretId: 'secret-2' })]
  bridge = createFakeBridge({ facts: { operations } })
})

const walk = (places: Place[]) =>
  renderWindow(<OperationDialog operationId="op-1" onClose={vi.fn()} />, bridge, [old(places)])
/** With the successor's secret in the vault. */
const walkHeld = (places: Place[]) =>
  renderWindow(<OperationDialog operationId="op-1" onClose={vi.fn()} />, bridge, [
    old(places),
    sampleRow({ id: 'token-2', name: 'laptop 2' }, { held: { ...sampleHeld, secretId: 'secret-2' } }),
  ])
const revokes = () => screen.getByRole('button', { name: 'Revoke the old token' })

describe('the places of a token that has a successor', () => {
  it('are ticked one by one, and a tick is kept at once', async () => {
    await walk([samplePlace(), { ...file, replaced }])
    const list = within(screen.getByRole('list', { name: 'Places to replace it in' }))
    expect(list.getAllByRole('checkbox').map((box) => (box as HTMLInputElement).checked)).toEqual([false, true])
    expect(list.getByRole('checkbox', { name: '/home/ada/.npmrc' })).toHaveAccessibleDescription('restart the runner')
    expect(await accessibilityProblems()).toEqual([])
    await userEvent.click(list.getByRole('checkbox', { name: 'DEPLOY_TOKEN' }))
    await userEvent.click(list.getByRole('checkbox', { name: '/home/ada/.npmrc' }))
    expect(bridge.inputs('place.setReplaced')).toEqual([
      { placeId: 'p1', replaced: true, by: 'token-2' },
      { placeId: 'p2', replaced: false, by: null },
    ])
  })

  it('keep the old token from being revoked until all are ticked, or the person insists', async () => {
    await walk([samplePlace(), { ...file, replaced }])
    expect(revokes()).toBeDisabled()
    expect(screen.getByText(/^1 place is not ticked/)).toBeVisible()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Revoke it all the same' }))
    await userEvent.click(revokes())
    expect(bridge.inputs('operation.continue')).toMatchObject([{ decision: 'revoke-old', acceptPlaces: 1 }])
  })

  it('ask for nothing once all are ticked', async () => {
    await walk([samplePlace()])
    act(() => bridge.sendRows([old([samplePlace({ replaced })])], { reset: false }))
    expect(screen.queryByRole('checkbox', { name: 'Revoke it all the same' })).not.toBeInTheDocument()
    expect(revokes()).toBeEnabled()
  })

  it('have the new secret written into a file that is not ticked', async () => {
    bridge.answer('place.previewReplace', { ready: false, why: 'no-file' })
    await walk([samplePlace(), file, { ...file, id: 'p3', replaced }])
    const [write, ...others] = screen.getAllByRole('button', { name: /^Replace here/ })
    expect(others).toEqual([])
    await userEvent.click(write!)
    const form = screen.getByRole('dialog', { name: 'Replace the secret in a file' })
    expect(await within(form).findByText(/^There is no such file\./)).toBeVisible()
    expect(bridge.inputs('place.previewReplace')).toEqual([{ placeId: 'p2' }])
    await userEvent.click(within(form).getAllByRole('button', { name: 'Close' })[0]!)
    expect(revokes()).toBeVisible()
  })

  it('have the new secret copied for what cannot be written from here, until the clipboard is cleared', async () => {
    bridge.answer('secret.copy', { clearedAt: sampleNow + 30_000 })
    await walkHeld([samplePlace(), file, { ...file, id: 'p3', replaced }])
    expect(screen.getAllByRole('button', { name: /^Copy the new secret for/ })).toHaveLength(2)
    expect(await accessibilityProblems()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Copy the new secret for DEPLOY_TOKEN' }))
    expect(bridge.inputs('secret.copy')).toEqual([{ id: 'secret-2' }])
    const said = () => screen.queryAllByText(/^Copied for 30 seconds/)
    expect(said()).toHaveLength(1)
    act(() => bridge.emit('clipboard', { cleared: true }))
    expect(said()).toEqual([])
    expect(bridge.inputs('place.setReplaced')).toEqual([])
  })

  it('say why the new secret could not be copied', async () => {
    bridge.fail('secret.copy', 'clipboard-failed')
    await walkHeld([samplePlace()])
    await userEvent.click(screen.getByRole('button', { name: 'Copy the new secret for DEPLOY_TOKEN' }))
    expect(await alertText()).toContain('clipboard')
  })

  it('are ticked from where a file turns out to be none that can be written', async () => {
    bridge.answer('place.previewReplace', { ready: false, why: 'unknown-format' })
    bridge.answer('secret.copy', { clearedAt: sampleNow + 30_000 })
    await walkHeld([file])
    await userEvent.click(screen.getByRole('button', { name: /^Replace here/ }))
    const form = within(screen.getByRole('dialog', { name: 'Replace the secret in a file' }))
    await userEvent.click(await form.findByRole('button', { name: 'Copy the new secret' }))
    expect(form.getByText(/^Copied for 30 seconds\. Put it into \/home\/ada\/\.npmrc/)).toBeVisible()
    await userEvent.click(form.getByRole('button', { name: 'The new secret is there' }))
    expect(bridge.inputs('secret.copy')).toEqual([{ id: 'secret-2' }])
    expect(bridge.inputs('place.setReplaced')).toEqual([{ placeId: 'p2', replaced: true, by: 'token-2' }])
  })

  it('are none where none is noted', async () => {
    await walk([])
    expect(screen.getByText('No place of the old token is noted.')).toBeVisible()
    expect(revokes()).toBeEnabled()
  })

  it('say why a tick could not be kept', async () => {
    bridge.fail('place.setReplaced', 'disk-full')
    await walk([samplePlace()])
    await userEvent.click(screen.getByRole('checkbox', { name: 'DEPLOY_TOKEN' }))
    expect(await alertText()).toContain('disk')
  })
})

describe('revoking a token', () => {
  const open = (places: Place[]) =>
    renderWindow(<RevokeDialog tokenId="token-1" onClose={vi.fn()} />, bridge, [old(places)])
  const used = () => screen.getByText('Used in').nextElementSibling?.textContent

  it('names the places that stop working with it, and not those that were replaced', async () => {
    await open([
      samplePlace(),
      { ...file, replaced },
      samplePlace({ id: 'p3', where: { kind: 'server', name: 'ci7' } }),
    ])
    expect(used()?.replace(/\s+/g, ' ')).toBe(' DEPLOY_TOKEN ci7')
    expect(await accessibilityProblems()).toEqual([])
  })

  it('tells main how many of them the person saw', async () => {
    bridge.fail('token.revoke', { kind: 'confirmation-needed', code: 'places', limit: 2 })
    await open([samplePlace(), { ...file, replaced }])
    await userEvent.click(screen.getByRole('button', { name: 'Revoke' }))
    expect(bridge.inputs('token.revoke')).toMatchObject([{ acceptPlaces: 1 }])
    expect(await alertText()).toContain('2 places would stop working with the token. Nothing was revoked.')
  })

  it('names the first of many', async () => {
    await open(
      Array.from({ length: 30 }, (_, at) => samplePlace({ id: `p${at}`, where: { kind: 'server', name: `ci${at}` } })),
    )
    expect(used()).toMatch(/ci7and 22 more$/)
  })

  it('says so when no place is noted', async () => {
    await open([])
    expect(used()).toBe('No place is noted')
  })
})
