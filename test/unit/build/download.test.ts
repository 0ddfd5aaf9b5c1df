import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { downloadElectron, failureBelievedFor, type DownloadWorld } from '#build/electron/download'
import { temporaryFolder } from './temporary-folder.ts'

const installed = { path: '/dist/electron', folder: '/dist', version: '45.4.1', kind: 'installed' } as const

function world(change: Partial<DownloadWorld> = {}) {
  const state = { now: 1_000_000, tries: 0, reason: 'fetch failed' as string | undefined }
  const said: string[] = []
  const download: DownloadWorld = {
    version: '45.4.1',
    noteFile: join(temporaryFolder(), 'cache', 'note.json'),
    now: () => state.now,
    install: async () => {
      state.tries += 1
      return state.reason
    },
    installed: () => (state.reason === undefined ? installed : undefined),
    say: (line) => said.push(line),
    ...change,
  }
  return { download, state, said }
}

describe('downloading Electron', () => {
  it('gives what was downloaded', async () => {
    const { download, state } = world()
    state.reason = undefined
    expect(await downloadElectron({ remember: true }, download)).toEqual({ ...installed, kind: 'downloaded' })
  })

  it('says why it failed, and is no error', async () => {
    const { download, said } = world()
    expect(await downloadElectron({ remember: true }, download)).toBeUndefined()
    expect(said).toContain('Electron 45.4.1 could not be downloaded: fetch failed.')
  })

  it('has failed when the installer says it succeeded but left nothing', async () => {
    const { download } = world({ install: async () => undefined, installed: () => undefined })
    expect(await downloadElectron({ remember: true }, download)).toBeUndefined()
  })

  it('does not try again for hours after a failure, then tries once more', async () => {
    const { download, state } = world()
    await downloadElectron({ remember: true }, download)
    state.now += failureBelievedFor - 1
    await downloadElectron({ remember: true }, download)
    expect(state.tries).toBe(1)
    state.now += 1
    await downloadElectron({ remember: true }, download)
    expect(state.tries).toBe(2)
  })

  it('tries at once when it is not to remember, or when another version is wanted', async () => {
    const { download, state } = world()
    await downloadElectron({ remember: true }, download)
    await downloadElectron({ remember: false }, download)
    await downloadElectron({ remember: true }, { ...download, version: '45.5.0' })
    expect(state.tries).toBe(3)
  })

  it('forgets the failure once a download has worked', async () => {
    const { download, state } = world()
    await downloadElectron({ remember: true }, download)
    expect(existsSync(download.noteFile)).toBe(true)
    state.reason = undefined
    await downloadElectron({ remember: false }, download)
    expect(existsSync(download.noteFile)).toBe(false)
  })
})
