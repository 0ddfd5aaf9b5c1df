import { render, type RenderResult } from '@testing-library/react'
import { act, type ReactElement } from 'react'
import type { TokenRow } from '#shared/model/token'
import type { FakeBridge } from '#test/support/fake-bridge'
import { createMirror, type Mirror } from '#renderer/data/mirror'
import { MirrorContext } from '#renderer/data/use-mirror'
import { closeDialog } from '#renderer/dialogs'
import { clearToasts, ToastRegion } from '#renderer/ui/toast'

export interface Rendered extends RenderResult {
  readonly mirror: Mirror
}

/** Renders a part of the window over a fake main that has started and sent its rows. */
export async function renderWindow(
  part: ReactElement,
  bridge: FakeBridge,
  rows: readonly TokenRow[] = [],
): Promise<Rendered> {
  clearToasts()
  closeDialog()
  Object.defineProperty(window, 'keyrack', { value: bridge, configurable: true })
  const mirror = createMirror(bridge)
  await mirror.start()
  bridge.sendRows(rows)
  const result = render(
    <MirrorContext value={mirror}>
      {part}
      <ToastRegion />
    </MirrorContext>,
  )
  // What a component asks for when it appears has been answered before the test goes on.
  await act(async () => {})
  return { ...result, mirror }
}
