import { describe, expect, it } from 'vitest'
import { NoElectron, type ElectronKind, type FoundElectron } from '#build/electron/found'
import { findInOrder, type ElectronSources } from '#build/electron/order'

const electron = (kind: ElectronKind): FoundElectron => ({
  path: `/${kind}/electron`,
  folder: `/${kind}`,
  version: '1',
  kind,
})

/** Sources that have what is listed, and note who was asked. */
function sources(...have: readonly ElectronKind[]) {
  const asked: string[] = []
  const said: string[] = []
  const answer = async (kind: ElectronKind) => {
    asked.push(kind)
    return have.includes(kind) ? electron(kind) : undefined
  }
  const world: ElectronSources = {
    override: () => answer('override'),
    installed: () => answer('installed'),
    download: ({ remember }) => {
      asked.push(remember ? 'remembers failures' : 'always tries')
      return answer('downloaded')
    },
    testRuntime: async () => {
      asked.push('test-runtime')
      return electron('test-runtime')
    },
    say: (line) => said.push(line),
  }
  return { world, asked, said }
}

describe('finding an Electron', () => {
  it('takes the one the person names and asks nobody else', async () => {
    const { world, asked } = sources('override', 'installed', 'downloaded')
    expect((await findInOrder('real', world)).kind).toBe('override')
    expect(asked).toEqual(['override'])
  })

  it('takes the installed one before it downloads', async () => {
    const { world, asked } = sources('installed', 'downloaded')
    expect((await findInOrder('tests', world)).kind).toBe('installed')
    expect(asked).toEqual(['override', 'installed'])
  })

  it('downloads before it takes the test runtime', async () => {
    const { world, asked, said } = sources('downloaded')
    expect((await findInOrder('tests', world)).kind).toBe('downloaded')
    expect(asked).not.toContain('test-runtime')
    expect(said).toEqual([])
  })

  it('takes the test runtime for tests, and says so', async () => {
    const { world, said } = sources()
    expect((await findInOrder('tests', world)).kind).toBe('test-runtime')
    expect(said).toEqual([expect.stringContaining('test runtime')])
  })

  it('never takes the test runtime for real use: it says in one sentence what to do', async () => {
    const { world, asked } = sources()
    const failure = await findInOrder('real', world).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(NoElectron)
    expect((failure as Error).message).toMatch(/^There is no Electron: run "npx install-electron".*\.$/)
    expect(asked).not.toContain('test-runtime')
  })

  it('tries the download anew for real use, and lets tests remember that it failed', async () => {
    const forReal = sources()
    await findInOrder('real', forReal.world).catch(() => undefined)
    const forTests = sources()
    await findInOrder('tests', forTests.world)
    expect(forReal.asked).toContain('always tries')
    expect(forTests.asked).toContain('remembers failures')
  })
})
