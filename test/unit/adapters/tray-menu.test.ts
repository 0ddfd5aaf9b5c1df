import { describe, expect, it } from 'vitest'
import { badgeText, trayMenu, trayTooltip } from '#main/adapters/tray-menu'
import type { TrayContent } from '#main/ports/presence'

const content: TrayContent = { vault: 'open', expired: 0, due: 0, next: [], mayLock: true }
const at = new Date(2026, 10, 25, 12).getTime()
const labels = (change: Partial<TrayContent>) =>
  trayMenu({ ...content, ...change }).map((group) => group.map(({ label }) => label))

describe('the menu beside the clock', () => {
  it('says what is due, names the next with their dates, and leads on', () => {
    const next = [{ tokenId: 't', name: 'deploy', at }]
    expect(labels({ expired: 1, due: 2, next })).toEqual([
      ['1 token expired, 2 tokens due soon'],
      ['deploy – 25 Nov 2026'],
      ['Open Keyrack', 'Lock'],
      ['Quit Keyrack'],
    ])
    expect(trayMenu({ ...content, next })[1]?.[0]?.does).toEqual({ openToken: 't' })
  })

  it('says when nothing is due', () => {
    expect(labels({})[0]).toEqual(['Nothing is due'])
  })

  it('offers to unlock what is locked, and no lock for what cannot be locked', () => {
    const locked = { vault: 'locked', mayLock: false } as const
    expect(labels(locked)).toEqual([['The vault is locked'], ['Unlock Keyrack…'], ['Quit Keyrack']])
    expect(labels({ ...locked, due: 3 })[0]).toEqual(['3 tokens due soon (locked)'])
    expect(labels({ vault: 'closed', mayLock: false })[0]).toEqual(['No vault is open'])
  })

  it('shows a name as one line of a width that a screen has', () => {
    const named = (name: string) => labels({ next: [{ tokenId: 't', name, at }] })[1]?.[0]
    expect(named('two\nlines\u202Eand\u0000more')).toBe('two lines and more – 25 Nov 2026')
    expect(named('n'.repeat(500))).toBe(`${'n'.repeat(47)}… – 25 Nov 2026`)
  })

  it('has the vault’s name in its tooltip', () => {
    expect(trayTooltip('work – Keyrack', { ...content, expired: 2 })).toBe('work – Keyrack: 2 tokens expired')
    expect(badgeText(2)).toBe('2 tokens expired or due')
  })
})
