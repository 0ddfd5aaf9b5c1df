import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ErrorKind } from '#shared/model/error'
import { BackupSection } from '#renderer/features/backup/index'
import { Banner } from '#renderer/features/banner/index'
import { CalendarDialog } from '#renderer/features/calendar/index'
import { dialogStore } from '#renderer/dialogs'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { accessibilityProblems } from '#test/support/dom/axe'
import { OnDesk, renderWindow } from '#test/support/dom/render'
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

describe('a file that could not be brought up to date', () => {
  const calendar = { path: '/home/ada/keyrack.ics', names: true }
  const since = Date.UTC(2026, 2, 1, 12)
  const stale = (kind: ErrorKind) =>
    createFakeBridge({
      facts: { preferences: { ...defaultPreferences, calendar }, calendarTrouble: { error: { kind }, since } },
    })

  it.each([
    ['not-found', /its folder is not there.*save the file somewhere else/i],
    ['disk-full', /the disk is full\. make room/i],
    ['disk-refused', /does not let Keyrack write there\. make the folder writable/i],
  ] as const)('is told where it was chosen, with what helps: %s', async (kind, words) => {
    await renderWindow(dialog, stale(kind))
    expect(screen.getByText(words)).toHaveTextContent(/keyrack\.ics has not been up to date since .*2026/)
    expect(screen.getByText(/tries again every minute/)).toBeVisible()
    expect(screen.queryByText(/^Kept up to date/)).toBeNull()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('is told in the settings', async () => {
    await renderWindow(<BackupSection />, stale('disk-full'))
    expect(
      await screen.findByText(/^The calendar file has not been up to date since .* The disk is full/),
    ).toBeVisible()
  })

  it('has a quiet line in the window, which leads there', async () => {
    await renderWindow(
      <OnDesk>
        <Banner pending={null} />
      </OnDesk>,
      stale('not-found'),
    )
    const line = screen.getByText('Your calendar file could not be brought up to date.').closest('[role="status"]')
    await userEvent.click(within(line as HTMLElement).getByRole('button', { name: 'Show' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'calendar' })
  })
})
