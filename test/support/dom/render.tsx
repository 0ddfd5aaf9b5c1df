import { act, render, type RenderResult } from '@testing-library/react'
import { useEffect, useState, type ReactElement } from 'react'
import type { TokenRow } from '#shared/model/token'
import type { FakeBridge } from '#test/support/fake-bridge'
import { nextFrame } from '#renderer/data/intake'
import { createMirror, type Mirror } from '#renderer/data/mirror'
import { createDesk } from '#renderer/data/desk'
import { DeskContext } from '#renderer/data/use-desk'
import { MirrorContext, useMirror } from '#renderer/data/use-mirror'
import { closeDialog } from '#renderer/dialogs'
import { clearToasts, ToastRegion } from '#renderer/ui/toast'

/** Lays a desk for what it renders, as the frame does. */
export function OnDesk({ children }: { readonly children: ReactElement }) {
  const mirror = useMirror()
  const [desk] = useState(() => createDesk(mirror))
  useEffect(() => desk.start(), [desk])
  return <DeskContext value={desk}>{children}</DeskContext>
}

export interface Rendered extends RenderResult {
  readonly mirror: Mirror
}

const frame = () => act(() => new Promise<void>((resolve) => nextFrame(resolve)))

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
  // What a component asks for when it appears has been answered before the test goes on, and all its rows have come.
  await act(async () => {})
  while (mirror.store.getState().rows.size < rows.length) await frame()
  // The desk draws what came with a frame in the next one.
  if (rows.length > 250) await frame()
  return { ...result, mirror }
}
