import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Tellings } from '#shared/model/locking'
import type { SlotKind, VaultState } from '#shared/model/vault'
import { defaultPreferences } from '#shared/rules/default-preferences'
import { Banner } from '#renderer/features/banner/index'
import { SettingsDialog } from '#renderer/features/settings/index'
import { SideBar } from '#renderer/features/sidebar/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { choose } from '#test/support/dom/forms'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleFacts } from '#test/support/sample'

const { lock } = defaultPreferences
const told: Tellings = { idle: 'yes', systemLock: 'yes', suspend: 'yes', userSwitch: 'yes' }
const locking = (change: Partial<Tellings> = {}) => ({
  tellings: { ...told, ...change },
  held: null,
  scheduleWaits: false,
})
const vaultWith = (slots: SlotKind[], storage: 'disk' | 'session' = 'disk') =>
  ({ ...sampleFacts().vault, slots, storage }) as VaultState

beforeEach(() => {
  stubLayout()
})

describe('the settings of locking', () => {
  const open = async (facts: Parameters<typeof sampleFacts>[0] = {}): Promise<FakeBridge> => {
    const bridge = createFakeBridge({ facts: sampleFacts(facts) })
    await renderWindow(<SettingsDialog onClose={() => {}} />, bridge)
    return bridge
  }
  const box = (name: string) => screen.getByRole('checkbox', { name })

  it('count at once, each by itself', async () => {
    const bridge = await open()
    await choose('Lock when nobody is there', 'After 5 minutes')
    await userEvent.click(box('When the computer goes to sleep'))
    await userEvent.click(box('When the window is closed and Keyrack keeps running'))
    await userEvent.click(box('Name tokens in notices'))
    expect(bridge.inputs('preferences.set')).toEqual([
      { lock: { ...lock, idleMinutes: 5 } },
      { lock: { ...lock, idleMinutes: 5, onSuspend: false } },
      { lock: { ...lock, idleMinutes: 5, onSuspend: false, onClose: true } },
      { namesInNotices: true },
    ])
  })

  it.each([
    ['no-bus', /cannot reach the system’s message bus/],
    ['no-service', /nothing on this system tells/],
    ['with-system-lock', /locks the screen when users are switched/],
  ] as const)('say why one has no effect here: %s', async (userSwitch, why) => {
    await open({ locking: locking({ userSwitch }) })
    const choice = box('When another user takes the screen')
    expect(choice).toBeDisabled()
    expect(choice).not.toBeChecked()
    expect(choice).toHaveAccessibleDescription(why)
    expect(box('When the screen is locked')).toBeEnabled()
    expect(box('When the screen is locked')).toBeChecked()
  })

  it('say where a lock screen may not tell, and leave the choice', async () => {
    await open({ locking: locking({ systemLock: 'partly' }) })
    expect(box('When the screen is locked')).toBeEnabled()
    expect(box('When the screen is locked')).toHaveAccessibleDescription(/session manager/)
  })

  it('say where only input in the own window counts', async () => {
    await open({ locking: locking({ idle: 'own-window' }) })
    expect(screen.getByText(/only what you do in Keyrack’s window counts/)).toBeInTheDocument()
  })

  it('call it hiding where the keystore opens the vault by itself', async () => {
    await open({ vault: vaultWith(['os', 'recovery']) })
    expect(screen.getByText(/only hides it/)).toBeInTheDocument()
  })

  it('say that a vault of this session is never locked', async () => {
    await open({ vault: vaultWith([], 'session') })
    expect(screen.getByText(/this session only is never locked/)).toBeInTheDocument()
  })

  it('cannot be chosen for a vault of this session, and say why', async () => {
    await open({ vault: vaultWith([], 'session') })
    const why = 'Without effect here: this vault is not locked.'
    const idle = screen.getByRole('button', { name: /Lock when nobody is there/ })
    expect(idle).toBeDisabled()
    expect(idle).toHaveTextContent('Never')
    expect(idle).toHaveAccessibleDescription(why)
    for (const name of [
      'When the screen is locked',
      'When the computer goes to sleep',
      'When another user takes the screen',
      'When the window is closed and Keyrack keeps running',
    ]) {
      expect(box(name)).toBeDisabled()
      expect(box(name)).not.toBeChecked()
      expect(box(name)).toHaveAccessibleDescription(why)
    }
    expect(box('Name tokens in notices')).toBeEnabled()
    expect(await accessibilityProblems()).toEqual([])
  })

  it('have no accessibility problems, with every choice out of reach', async () => {
    await open({ locking: locking({ systemLock: 'no-bus', suspend: 'no-bus', userSwitch: 'no-service' }) })
    expect(await accessibilityProblems()).toEqual([])
  })
})

describe('the command in the side bar', () => {
  const show = async (vault: VaultState): Promise<FakeBridge> => {
    const bridge = createFakeBridge({ facts: sampleFacts({ vault }) })
    await renderWindow(
      <OnDesk>
        <SideBar />
      </OnDesk>,
      bridge,
      [],
    )
    return bridge
  }

  it('locks', async () => {
    const bridge = await show(vaultWith(['passphrase', 'recovery']))
    await userEvent.click(screen.getByRole('button', { name: 'Lock (Ctrl+L)' }))
    expect(bridge.inputs('vault.lock')).toEqual([{}])
  })

  it.each([[['os']], [['os', 'passphrase']]] as [SlotKind[]][])('is called hiding with the slots %j', async (slots) => {
    await show(vaultWith(slots))
    expect(screen.getByRole('button', { name: 'Hide (Ctrl+L)' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /^Lock/ })).not.toBeInTheDocument()
  })

  it('is not there for a vault of this session only', async () => {
    await show(vaultWith([], 'session'))
    expect(screen.queryByRole('button', { name: /Ctrl\+L/ })).not.toBeInTheDocument()
  })
})

describe('a vault that should be locked and is not', () => {
  it.each([
    ['change-under-way', /a change was sent, and its answer is not stored yet/],
    ['secrets-not-stored', /would be lost/],
  ] as const)('is told of: %s', async (held, sentence) => {
    const bridge = createFakeBridge({ facts: sampleFacts({ locking: { ...locking(), held } }) })
    await renderWindow(
      <OnDesk>
        <Banner pending={null} />
      </OnDesk>,
      bridge,
      [],
    )
    expect(screen.getByText(sentence)).toBeInTheDocument()
    act(() => bridge.setFacts({ locking: locking() }))
    expect(screen.queryByText(sentence)).not.toBeInTheDocument()
  })
})
