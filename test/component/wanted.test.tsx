import { act, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { closeDialog, dialogStore, openDialog } from '#renderer/dialogs'
import { useWanted } from '#renderer/shell/use-wanted'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'

function Frame() {
  useWanted()
  return null
}

describe('an operation that a notice of the system was about', () => {
  const wanted = { kind: 'operation', operationId: 'op-1' }

  it('is shown once the person has pressed that', async () => {
    const bridge = createFakeBridge()
    await renderWindow(<Frame />, bridge)
    expect(dialogStore.getState().dialog).toBeNull()
    act(() => bridge.setFacts({ wantedOperation: 'op-1' }))
    expect(dialogStore.getState().dialog).toEqual(wanted)
    expect(bridge.inputs('operation.shown')).toEqual([{ operationId: 'op-1' }])
    act(() => closeDialog())
  })

  it('waits for the dialog that is open, which may have something typed in it', async () => {
    const bridge = createFakeBridge()
    await renderWindow(<Frame />, bridge)
    act(() => openDialog({ kind: 'settings' }))
    act(() => bridge.setFacts({ wantedOperation: 'op-1' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'settings' })
    expect(bridge.inputs('operation.shown')).toEqual([])
    act(() => closeDialog())
    await waitFor(() => expect(dialogStore.getState().dialog).toEqual(wanted))
    act(() => closeDialog())
  })
})
