import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { SettingsDialog } from '#renderer/features/settings/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'

const show = async (bridge = createFakeBridge()) => {
  await renderWindow(<SettingsDialog onClose={() => {}} />, bridge)
  return bridge
}
const protectedHere = () => createFakeBridge({ facts: { capture: { available: true, allowedUntil: null } } })

it('says plainly where the system cannot leave a window out, and offers nothing', async () => {
  await show()
  expect(screen.getByRole('heading', { name: 'Shared screens' })).toBeVisible()
  expect(screen.getByText(/Not available here/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /Show them/ })).not.toBeInTheDocument()
})

it('lets shared screens show secrets for a while, and ends it', async () => {
  const bridge = await show(protectedHere())
  await userEvent.click(screen.getByRole('button', { name: 'Show them for 15 minutes' }))
  expect(bridge.inputs('window.allowCapture')).toEqual([{ minutes: 15 }])
  act(() => bridge.setFacts({ capture: { available: true, allowedUntil: Date.now() + 900_000 } }))
  expect(screen.getByText(/show secrets until/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Leave them out again' }))
  expect(bridge.inputs('window.allowCapture')).toEqual([{ minutes: 15 }, { minutes: 0 }])
})

it('says when main refuses', async () => {
  const bridge = await show(protectedHere())
  bridge.fail('window.allowCapture', 'gesture-needed')
  await userEvent.click(screen.getByRole('button', { name: 'Show them for 5 minutes' }))
  expect(await screen.findByText(/only right after you ask for it/)).toBeInTheDocument()
})

it('has no accessibility problems', async () => {
  await show(protectedHere())
  expect(await accessibilityProblems()).toEqual([])
})
