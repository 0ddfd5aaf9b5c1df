import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MirrorContext } from '#renderer/data/use-mirror'
import { SecretField } from '#renderer/ui/forms/secret-field'
import { accessibilityProblems } from '#test/support/dom/axe'
import { alertText, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'

const secret = 'pul-EXAMPLE0000000000000000000000000000000000'

let bridge: FakeBridge

beforeEach(() => {
  bridge = createFakeBridge()
  let showing = 0
  bridge.answer('secret.reveal', () => ({ value: secret, showing: (showing += 1), hiddenAt: Date.now() + 30_000 }))
  bridge.answer('secret.copy', { clearedAt: 0 })
})

describe('a stored secret', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const open = () => renderWindow(<SecretField id="secret-1" />, bridge)
  const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

  it('is hidden, and not asked for, until the person reveals it', async () => {
    await open()
    expect(screen.getByRole('img', { name: 'Hidden' })).toBeVisible()
    expect(bridge.calls.map(({ channel }) => channel)).not.toContain('secret.reveal')
    await press('Reveal')
    expect(bridge.inputs('secret.reveal')).toEqual([{ id: 'secret-1' }])
    expect(screen.getByText(secret)).toBeVisible()
    await press('Hide')
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('is gone from the page as soon as main says so, and can be shown again', async () => {
    await open()
    await press('Reveal')
    act(() => bridge.emit('concealed', { showing: 1 }))
    expect(everythingShown()).not.toContain('EXAMPLE')
    expect(screen.getByText('Hidden again.')).toBeVisible()
    expect(bridge.inputs('secret.conceal')).toEqual([])
    await press('Show again')
    expect(screen.getByText(secret)).toBeVisible()
    expect(screen.queryByText('Hidden again.')).not.toBeInTheDocument()
  })

  it('stays when main ends an earlier showing', async () => {
    await open()
    await press('Reveal')
    await press('Hide')
    await press('Show again')
    act(() => bridge.emit('concealed', { showing: 1 }))
    expect(screen.getByText(secret)).toBeVisible()
  })

  it('is not put into the page when main has ended its showing before it came', async () => {
    const answer = bridge.hold('secret.reveal')
    await open()
    await press('Reveal')
    act(() => bridge.emit('concealed', { showing: 1 }))
    await act(async () => answer({ value: secret, showing: 1, hiddenAt: Date.now() + 30_000 }))
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('is shown nowhere when its place is gone before it came, and main is told', async () => {
    const answer = bridge.hold('secret.reveal')
    const { rerender } = await open()
    await press('Reveal')
    rerender(<p>elsewhere</p>)
    await act(async () => answer({ value: secret, showing: 7, hiddenAt: Date.now() + 30_000 }))
    expect(bridge.inputs('secret.conceal')).toEqual([{ showing: 7 }])
  })

  it('tells main when the person hides it, leaves the window, or goes elsewhere', async () => {
    const { rerender } = await open()
    await press('Reveal')
    await press('Hide')
    expect(bridge.inputs('secret.conceal')).toEqual([{ showing: 1 }])
    await press('Show again')
    fireEvent.blur(window)
    expect(bridge.inputs('secret.conceal')).toEqual([{ showing: 1 }, { showing: 2 }])
    await press('Show again')
    rerender(<p>elsewhere</p>)
    expect(bridge.inputs('secret.conceal')).toEqual([{ showing: 1 }, { showing: 2 }, { showing: 3 }])
  })

  it('says how long it stays in calm steps that no screen reader has to hear', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    await open()
    fireEvent.click(screen.getByRole('button', { name: 'Reveal' }))
    const first = await vi.waitFor(() => screen.getByText('Hidden again in 30 seconds.'))
    expect(first.closest('[role=status], [role=alert], [aria-live]')).toBeNull()
    const seen = new Set<string | null>()
    for (let second = 0; second < 29; second += 1) {
      await act(async () => vi.advanceTimersByTime(1_000))
      seen.add(screen.getByText(/^Hidden again in/).textContent)
    }
    expect([...seen]).toEqual([30, 25, 20, 15, 10, 5].map((seconds) => `Hidden again in ${seconds} seconds.`))
  })

  it('is gone from the page after 30 seconds, also when main is silent', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    await open()
    fireEvent.click(screen.getByRole('button', { name: 'Reveal' }))
    await vi.waitFor(() => expect(screen.getByText(secret)).toBeVisible())
    await act(async () => vi.advanceTimersByTime(29_000))
    expect(everythingShown()).toContain('EXAMPLE')
    await act(async () => vi.advanceTimersByTime(1100))
    expect(everythingShown()).not.toContain('EXAMPLE')
    expect(screen.getByRole('button', { name: 'Show again' })).toBeInTheDocument()
  })

  it('is gone from the page when the window loses focus', async () => {
    await open()
    await press('Reveal')
    fireEvent.blur(window)
    expect(everythingShown()).not.toContain('EXAMPLE')
  })

  it('is not left behind when it is another token’s turn, or when it goes away', async () => {
    const { rerender, unmount } = await open()
    await press('Reveal')
    const node = screen.getByText(secret)
    rerender(<p>elsewhere</p>)
    expect(node).toBeEmptyDOMElement()
    unmount()
  })

  it('gives nothing to another token’s field that has taken its place meanwhile', async () => {
    const answer = bridge.hold('secret.reveal')
    const { rerender, mirror } = await open()
    await press('Reveal')
    rerender(
      <MirrorContext value={mirror}>
        <SecretField id="secret-2" />
      </MirrorContext>,
    )
    await act(async () => answer({ value: secret, showing: 1, hiddenAt: Date.now() + 30_000 }))
    expect(everythingShown()).not.toContain('EXAMPLE')
    expect(screen.getByRole('button', { name: 'Reveal' })).toBeInTheDocument()
  })

  it('is in nothing that React holds', async () => {
    const { container } = await open()
    await press('Reveal')
    expect(reactState(container)).not.toContain('EXAMPLE')
    expect(reactState(container)).toContain('secret-1')
  })

  it('is copied by main, also with the keyboard', async () => {
    await open()
    await press('Copy')
    expect(
      await screen.findByText('Copied. The clipboard is cleared after 30 seconds if it still holds it.'),
    ).toBeVisible()
    await press('Reveal')
    const copied = fireEvent.copy(screen.getByText(secret))
    expect(copied).toBe(false)
    await waitFor(() => expect(bridge.inputs('secret.copy')).toHaveLength(2))
  })

  it('stops saying that it was copied once the clipboard is cleared', async () => {
    await open()
    await press('Copy')
    await screen.findByText(/^Copied/)
    act(() => bridge.emit('clipboard', { cleared: true }))
    expect(screen.queryByText(/^Copied/)).not.toBeInTheDocument()
  })

  it.each([
    ['gesture-needed', 'only right after you ask for it'],
    ['too-fast', 'Too many secrets were asked for'],
    ['vault-locked', 'The vault is locked'],
  ] as const)('says why it cannot be shown: %s', async (kind, sentence) => {
    bridge.fail('secret.reveal', kind)
    await open()
    await press('Reveal')
    expect(await alertText()).toContain(sentence)
  })

  it('says when the clipboard could not be used, and not that it was copied', async () => {
    bridge.fail('secret.copy', 'clipboard-failed')
    await open()
    await press('Copy')
    expect(await alertText()).toContain('The clipboard could not be used.')
    expect(screen.queryByText(/^Copied/)).not.toBeInTheDocument()
  })

  it('says nothing of shared screens where the system cannot leave a window out', async () => {
    await open()
    await press('Reveal')
    expect(screen.queryByText(/[Ss]hared screens/)).not.toBeInTheDocument()
  })

  it('can be let into a shared screen for some minutes, and taken out of it again', async () => {
    bridge.setFacts({ capture: { available: true, allowedUntil: null } })
    await open()
    expect(screen.queryByText(/[Ss]hared screens/)).not.toBeInTheDocument()
    await press('Reveal')
    expect(screen.getByText(/leave the window out/)).toBeVisible()
    await press('Show them for 5 minutes')
    act(() => bridge.setFacts({ capture: { available: true, allowedUntil: new Date(2026, 5, 15, 14, 5).getTime() } }))
    expect(screen.getByText(/show secrets until 14:05/)).toBeVisible()
    expect(screen.getByText(secret)).toBeVisible()
    await press('Leave them out again')
    expect(bridge.inputs('window.allowCapture')).toEqual([{ minutes: 5 }, { minutes: 0 }])
  })

  it('has no accessibility problems, hidden or shown', async () => {
    bridge.setFacts({ capture: { available: true, allowedUntil: null } })
    await open()
    expect(await accessibilityProblems()).toEqual([])
    await press('Reveal')
    expect(await accessibilityProblems()).toEqual([])
  })
})

/** All props and state that React holds below an element, as text. */
function reactState(container: Element): string {
  const found: unknown[] = []
  const walk = (fiber: unknown): void => {
    if (typeof fiber !== 'object' || fiber === null) return
    const { memoizedProps, memoizedState, child, sibling } = fiber as Record<string, unknown>
    found.push(memoizedProps, memoizedState)
    walk(child)
    walk(sibling)
  }
  const key = Object.keys(container).find((name) => name.startsWith('__reactContainer'))
  walk(key === undefined ? null : (container as unknown as Record<string, unknown>)[key])
  return plainText(found, new WeakSet())
}

/** Every text in a graph of objects; DOM nodes and functions are not looked into. */
function plainText(value: unknown, seen: WeakSet<object>): string {
  if (typeof value === 'string') return `${value}\n`
  if (typeof value !== 'object' || value === null || value instanceof Node || seen.has(value)) return ''
  seen.add(value)
  return Object.values(value)
    .map((part) => plainText(part, seen))
    .join('')
}
