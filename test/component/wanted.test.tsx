import { act, waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import { describe, expect, it } from 'vitest'
import { closeDialog, dialogStore, openDialog } from '#renderer/dialogs'
import { useDesk } from '#renderer/data/use-desk'
import type { View } from '#renderer/data/view'
import { useWanted } from '#renderer/shell/use-wanted'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'
import { sampleRow } from '#test/support/sample'

let view: View

function Frame() {
  const desk = useDesk()
  useEffect(() => {
    ;({ view } = desk)
  }, [desk])
  useWanted(desk.view)
  return null
}
const onDesk = (
  <OnDesk>
    <Frame />
  </OnDesk>
)

describe('an operation that a notice of the system was about', () => {
  const wanted = { kind: 'operation', operationId: 'op-1' }

  it('is shown once the person has pressed that', async () => {
    const bridge = createFakeBridge()
    await renderWindow(onDesk, bridge)
    expect(dialogStore.getState().dialog).toBeNull()
    act(() => bridge.setFacts({ wantedOperation: 'op-1' }))
    expect(dialogStore.getState().dialog).toEqual(wanted)
    expect(bridge.inputs('operation.shown')).toEqual([{ operationId: 'op-1' }])
    act(() => closeDialog())
  })

  it('waits for the dialog that is open, which may have something typed in it', async () => {
    const bridge = createFakeBridge()
    await renderWindow(onDesk, bridge)
    act(() => openDialog({ kind: 'settings' }))
    act(() => bridge.setFacts({ wantedOperation: 'op-1' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'settings' })
    expect(bridge.inputs('operation.shown')).toEqual([])
    act(() => closeDialog())
    await waitFor(() => expect(dialogStore.getState().dialog).toEqual(wanted))
    act(() => closeDialog())
  })
})

describe('tokens that a notice of the system was about', () => {
  const none = { expired: 0, due: 1, quiet: 0, next: [], credentials: [], steps: {} }

  it('a token is shown with its details, whatever the list showed before', async () => {
    const bridge = createFakeBridge()
    await renderWindow(onDesk, bridge, [sampleRow()])
    act(() => {
      view.setQuery('something else')
      view.setDetailOpen(false)
      view.setScreen('timeline')
    })
    act(() => bridge.setFacts({ expiry: { ...none, wanted: { tokenId: 'token-1' } } }))
    expect(view.store.getState()).toMatchObject({ screen: 'tokens', query: '', currentId: 'token-1', detailOpen: true })
    expect(bridge.inputs('expiry.shown')).toEqual([{}])
  })

  it('several are shown as all that is due', async () => {
    const bridge = createFakeBridge()
    await renderWindow(onDesk, bridge, [sampleRow()])
    act(() => bridge.setFacts({ expiry: { ...none, wanted: { tokenId: null } } }))
    expect(view.store.getState().filters.status).toEqual(['expired', 'due'])
  })

  it('an account whose credential ends is shown with all its tokens', async () => {
    const bridge = createFakeBridge()
    await renderWindow(onDesk, bridge, [sampleRow()])
    act(() => view.setScreen('timeline'))
    const accountId = 'account-pulumi'
    act(() => bridge.setFacts({ expiry: { ...none, wanted: { tokenId: null, accountId } } }))
    expect(view.store.getState()).toMatchObject({ screen: 'tokens', place: { kind: 'account', accountId } })
    expect(bridge.inputs('expiry.shown')).toEqual([{}])
  })
})
