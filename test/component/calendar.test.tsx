import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { CalendarDialog } from '#renderer/features/calendar/index'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { accessibilityProblems } from '#test/support/dom/axe'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge } from '#test/support/fake-bridge'

const dialog = <CalendarDialog onClose={() => undefined} />

it('the calendar is written with names, or kept up to date, only where the person ticks that', async () => {
  const bridge = createFakeBridge()
  bridge.answer('calendar.save', { written: { name: 'keyrack.ics', tokens: 3 } })
  await renderWindow(dialog, bridge)
  await userEvent.click(screen.getByRole('button', { name: 'Save…' }))
  expect(await screen.findByText('keyrack.ics tells of 3 tokens.')).toBeVisible()
  await userEvent.click(screen.getByRole('checkbox', { name: /^With the names/ }))
  await userEvent.click(screen.getByRole('checkbox', { name: /^Keep this file/ }))
  await userEvent.click(screen.getByRole('button', { name: 'Save…' }))
  expect(bridge.inputs('calendar.save')).toEqual([
    { names: false, keep: false },
    { names: true, keep: true },
  ])
})

it('a file that is kept up to date is named, and can be left', async () => {
  const calendar = { path: '/home/ada/keyrack.ics', names: true }
  const bridge = createFakeBridge({ facts: { preferences: { ...defaultPreferences, calendar } } })
  await renderWindow(dialog, bridge)
  expect(screen.getByText('Kept up to date: /home/ada/keyrack.ics')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Leave it as it is' }))
  expect(bridge.inputs('calendar.leave')).toEqual([{}])
  expect(await accessibilityProblems()).toEqual([])
})
