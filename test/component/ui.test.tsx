import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Button } from '#renderer/ui/button'
import { Checkbox, RadioGroup } from '#renderer/ui/choices'
import { DateField } from '#renderer/ui/date-field'
import { Dialog } from '#renderer/ui/dialog'
import { IconButton } from '#renderer/ui/icon-button'
import { Menu } from '#renderer/ui/menu'
import { Notice } from '#renderer/ui/notice'
import { Progress } from '#renderer/ui/progress'
import { Select } from '#renderer/ui/select'
import { TextArea, TextField } from '#renderer/ui/text-field'
import { clearToasts, toast, ToastRegion } from '#renderer/ui/toast'
import { accessibilityProblems } from '#test/support/dom/axe'

afterEach(() => clearToasts())

describe('Button', () => {
  it('takes no press while it is busy, and keeps the focus', async () => {
    const onPress = vi.fn()
    const { rerender } = render(<Button onPress={onPress}>Save</Button>)
    await userEvent.click(screen.getByRole('button'))
    rerender(
      <Button onPress={onPress} busy>
        Save
      </Button>,
    )
    await userEvent.click(screen.getByRole('button'))
    expect(onPress).toHaveBeenCalledTimes(1)
    expect(screen.getByRole('button')).toHaveFocus()
  })
})

describe('Dialog', () => {
  function Opener({ busy = false, onSubmit }: { readonly busy?: boolean; readonly onSubmit?: () => void }) {
    const [open, setOpen] = useState(false)
    return (
      <>
        <Button onPress={() => setOpen(true)}>Open</Button>
        {open && (
          <Dialog
            title="Rename"
            busy={busy}
            onClose={() => setOpen(false)}
            {...(onSubmit && { onSubmit })}
            footer={<Button type="submit">Save</Button>}
          >
            <TextField label="Name" autoFocus />
          </Dialog>
        )}
      </>
    )
  }

  it('is named by its title, takes the focus and gives it back', async () => {
    render(<Opener />)
    await userEvent.click(screen.getByRole('button', { name: 'Open' }))
    const dialog = screen.getByRole('dialog', { name: 'Rename' })
    expect(within(dialog).getByRole('textbox', { name: 'Name' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    expect(dialog).not.toBeInTheDocument()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus())
  })

  it('keeps the focus inside', async () => {
    render(<Opener />)
    await userEvent.click(screen.getByRole('button', { name: 'Open' }))
    const dialog = screen.getByRole('dialog')
    for (let step = 0; step < 6; step += 1) {
      await userEvent.tab()
      expect(dialog).toContainElement(document.activeElement as HTMLElement)
    }
  })

  it('does not close while it is busy', async () => {
    render(<Opener busy />)
    await userEvent.click(screen.getByRole('button', { name: 'Open' }))
    await userEvent.keyboard('{Escape}')
    expect(screen.getByRole('dialog')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Close' })).toBeDisabled()
  })

  it('is sent by Enter, without a page load', async () => {
    const onSubmit = vi.fn()
    render(<Opener onSubmit={onSubmit} />)
    await userEvent.click(screen.getByRole('button', { name: 'Open' }))
    await userEvent.keyboard('{Enter}')
    expect(onSubmit).toHaveBeenCalledTimes(1)
  })

  it('has no accessibility problems', async () => {
    render(<Opener />)
    await userEvent.click(screen.getByRole('button', { name: 'Open' }))
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('fields', () => {
  it('tie label, help and error to the input', () => {
    const { rerender } = render(<TextField label="Name" help="Up to 40 letters." />)
    const input = screen.getByRole('textbox', { name: 'Name' })
    expect(input).toHaveAccessibleDescription('Up to 40 letters.')
    expect(input).toBeValid()
    rerender(<TextField label="Name" help="Up to 40 letters." error="Enter a name." />)
    expect(input).toBeInvalid()
    expect(input).toHaveAccessibleDescription('Enter a name.')
  })

  it('choose one of a list', async () => {
    const onChange = vi.fn()
    const options = [
      { id: 'a', label: 'First', help: 'The first one' },
      { id: 'b', label: 'Second' },
    ] as const
    render(<Select label="Account" options={options} value="a" onChange={onChange} />)
    await userEvent.click(screen.getByRole('button', { name: /Account/ }))
    await userEvent.click(screen.getByRole('option', { name: 'Second' }))
    expect(onChange).toHaveBeenCalledWith('b')
  })

  it('tick, and say what it means', async () => {
    const onChange = vi.fn()
    render(
      <Checkbox isSelected={false} onChange={onChange} help="This cannot be undone.">
        I know
      </Checkbox>,
    )
    const box = screen.getByRole('checkbox', { name: 'I know' })
    expect(box).toHaveAccessibleDescription('This cannot be undone.')
    await userEvent.click(box)
    expect(onChange).toHaveBeenCalledWith(true)
  })

  it('choose one of a few with the arrow keys', async () => {
    const onChange = vi.fn()
    const options = [
      { id: 'os', label: 'Keyring', help: 'Opens by itself' },
      { id: 'passphrase', label: 'Passphrase' },
    ] as const
    render(<RadioGroup label="Protection" options={options} value="os" onChange={onChange} />)
    expect(screen.getByRole('radiogroup', { name: 'Protection' })).toBeInTheDocument()
    expect(screen.getByRole('radio', { name: 'Keyring' })).toHaveAccessibleDescription('Opens by itself')
    await userEvent.tab()
    await userEvent.keyboard('{ArrowDown}')
    expect(onChange).toHaveBeenCalledWith('passphrase')
  })

  it('give a date as a day without a zone, and none while it is not complete', async () => {
    const seen: (string | null)[] = []
    function Dated() {
      const [day, setDay] = useState<string | null>('2026-03-29')
      return (
        <DateField
          label="Date"
          value={day}
          onChange={(next) => {
            seen.push(next)
            setDay(next)
          }}
        />
      )
    }
    render(<Dated />)
    await userEvent.click(screen.getByRole('spinbutton', { name: /year/ }))
    await userEvent.keyboard('{ArrowUp}')
    expect(seen.at(-1)).toBe('2027-03-29')
  })

  it('have no accessibility problems', async () => {
    render(
      <main>
        <TextField label="Name" help="Help" />
        <TextArea label="Notes" error="Too long" />
        <Select label="Account" options={[{ id: 'a', label: 'A' }]} value="a" onChange={() => {}} />
        <DateField label="Date" value={null} onChange={() => {}} />
        <Progress label="Refreshing" value={0.5} onCancel={() => {}} />
        <Notice tone="warn" action={{ label: 'Try again', onPress: () => {} }}>
          It failed.
        </Notice>
        <IconButton label="Settings" icon={<svg />} />
      </main>,
    )
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('Menu', () => {
  it('opens with the keyboard, acts, and gives the focus back', async () => {
    const onAction = vi.fn()
    render(
      <Menu
        label="More"
        trigger={<Button>More</Button>}
        groups={[
          [{ id: 'rename', label: 'Rename', onAction }],
          [{ id: 'remove', label: 'Remove', destructive: true, onAction: () => {} }],
        ]}
      />,
    )
    await userEvent.tab()
    await userEvent.keyboard('{ArrowDown}')
    expect(await screen.findByRole('menuitem', { name: 'Rename' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(onAction).toHaveBeenCalledTimes(1)
    await waitFor(() => expect(screen.getByRole('button', { name: 'More' })).toHaveFocus())
  })
})

describe('Notice', () => {
  it('tells an error at once and the rest when there is time', () => {
    render(
      <>
        <Notice tone="error">It failed.</Notice>
        <Notice tone="info">It works.</Notice>
      </>,
    )
    expect(screen.getByRole('alert')).toHaveTextContent('It failed.')
    expect(screen.getByRole('status')).toHaveTextContent('It works.')
  })
})

describe('toasts', () => {
  it('appear, act and go away', async () => {
    const onPress = vi.fn()
    render(<ToastRegion />)
    act(() => void toast({ text: 'Tag added', action: { label: 'Undo', onPress } }))
    expect(await screen.findByText('Tag added')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(onPress).toHaveBeenCalledTimes(1)
    await waitFor(() => expect(screen.queryByText('Tag added')).toBeNull())
  })

  it('leave by themselves, except errors', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    render(<ToastRegion />)
    act(() => {
      toast({ text: 'Copied' })
      toast({ text: 'Failed', tone: 'error' })
    })
    expect(await screen.findByText('Copied')).toBeVisible()
    act(() => void vi.advanceTimersByTime(60_000))
    await waitFor(() => expect(screen.queryByText('Copied')).toBeNull())
    expect(screen.getByText('Failed')).toBeVisible()
    vi.useRealTimers()
  })
})
