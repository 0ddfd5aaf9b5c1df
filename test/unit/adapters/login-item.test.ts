import type { LoginItemSettings, Settings } from 'electron'
import { describe, expect, it } from 'vitest'
import { createMacLoginItem, createWindowsLoginItem } from '#main/adapters/electron/login-item'

/** The system’s list, as far as Electron tells of it. */
class FakeSystem {
  asked: Settings[] = []
  settings: Partial<LoginItemSettings> = {}

  getLoginItemSettings(): LoginItemSettings {
    return {
      openAtLogin: false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
      ...this.settings,
    }
  }

  setLoginItemSettings(settings: Settings): void {
    this.asked.push(settings)
  }
}

describe('starting at sign-in on macOS', () => {
  it('is what the system says, which may want the person’s consent', async () => {
    const system = new FakeSystem()
    const start = createMacLoginItem(system, true)
    expect(await start.state()).toBe('off')
    await start.set(true)
    expect(system.asked).toEqual([{ openAtLogin: true }])
    system.settings = { openAtLogin: true, status: 'enabled' }
    expect(await start.state()).toBe('on')
    system.settings = { openAtLogin: true, status: 'requires-approval' }
    expect(await start.state()).toBe('blocked')
  })

  it('is for the default vault alone', async () => {
    const system = new FakeSystem()
    const start = createMacLoginItem(system, false)
    await start.set(true)
    expect(system.asked).toEqual([])
    expect(await start.state()).toBe('default-only')
  })
})

describe('starting at sign-in on Windows', () => {
  const executable = String.raw`C:\Program Files\Keyrack\Keyrack.exe`
  const entry = { name: 'my work – Keyrack', executable, args: ['--profile=my work', '--hidden'] }
  const item = (change: object) => ({
    name: entry.name,
    path: executable,
    args: [] as string[],
    scope: 'user' as const,
    enabled: true,
    ...change,
  })

  it('asks for an entry of this vault’s own, with arguments that hold together', async () => {
    const system = new FakeSystem()
    await createWindowsLoginItem(system, entry).set(true)
    expect(system.asked).toEqual([
      {
        openAtLogin: true,
        enabled: true,
        name: entry.name,
        path: executable,
        args: ['"--profile=my work"', '--hidden'],
      },
    ])
  })

  it('is on when that entry is there and nobody has switched it off', async () => {
    const system = new FakeSystem()
    const start = createWindowsLoginItem(system, entry)
    expect(await start.state()).toBe('off')
    system.settings = { openAtLogin: true, launchItems: [item({ name: 'Keyrack' })] }
    expect(await start.state()).toBe('off')
    system.settings = { launchItems: [item({})] }
    expect(await start.state()).toBe('on')
    system.settings = { launchItems: [item({ enabled: false })] }
    expect(await start.state()).toBe('blocked')
  })
})
