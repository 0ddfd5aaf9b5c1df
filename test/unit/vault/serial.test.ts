import { describe, expect, it } from 'vitest'
import { Serial } from '#main/vault/serial'
import { folder, reopened, withVault } from './world.ts'

/** Actions that begin and end in the order they are told to. */
function world() {
  const serial = new Serial()
  const seen: string[] = []
  const ends = new Map<string, (failed: boolean) => void>()
  const action = (name: string) => () =>
    new Promise<void>((resolve, reject) => {
      seen.push(name)
      ends.set(name, (failed) => (failed ? reject(new Error(name)) : resolve()))
    })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const end = async (name: string, failed = false) => {
    ends.get(name)?.(failed)
    await settle()
  }
  return { serial, seen, action, end, settle }
}

describe('actions in order', () => {
  it('that look run beside each other', async () => {
    const { serial, seen, action, settle } = world()
    void serial.share(action('look 1'))
    void serial.share(action('look 2'))
    await settle()
    expect(seen).toEqual(['look 1', 'look 2'])
  })

  it('that change something run alone, after everything that came before', async () => {
    const { serial, seen, action, end, settle } = world()
    void serial.share(action('look 1'))
    void serial.share(action('look 2'))
    void serial.run(action('change 1'))
    void serial.run(action('change 2'))
    void serial.share(action('look 3'))
    await settle()
    await end('look 2')
    expect(seen).toEqual(['look 1', 'look 2'])
    await end('look 1')
    expect(seen.slice(2)).toEqual(['change 1'])
    await end('change 1')
    expect(seen.slice(3)).toEqual(['change 2'])
    await end('change 2')
    expect(seen.slice(4)).toEqual(['look 3'])
  })

  it('go on after one that failed', async () => {
    const { serial, seen, action, end, settle } = world()
    const look = serial.share(action('look'))
    const change = serial.run(action('change'))
    void serial.run(action('last'))
    await settle()
    await Promise.all([expect(look).rejects.toThrow('look'), end('look', true)])
    await Promise.all([expect(change).rejects.toThrow('change'), end('change', true)])
    expect(seen).toEqual(['look', 'change', 'last'])
  })

  it('are idle when all have ended, also those that look', async () => {
    const { serial, action, end, settle } = world()
    let isIdle = false
    void serial.share(action('look'))
    void serial.idle().then(() => (isIdle = true))
    await settle()
    expect(isIdle).toBe(false)
    await end('look')
    expect(isIdle).toBe(true)
  })
})

describe('names of snapshots', () => {
  it('are told without reading a file twice', async () => {
    const first = await withVault()
    await first.vault.snapshots.write('inventory', Buffer.from('x'))
    const { vault, fs } = await reopened(first.fs.disk)
    const reads = () =>
      fs.calls.filter(({ step, path }) => step === 'read' && path.startsWith(`${folder}/snapshots/`)).length
    expect(await vault.snapshots.names()).toEqual(['inventory'])
    expect(await vault.snapshots.names()).toEqual(['inventory'])
    expect(reads()).toBe(1)
    await vault.snapshots.write('activity', Buffer.from('y'))
    expect((await vault.snapshots.names()).toSorted()).toEqual(['activity', 'inventory'])
    await vault.snapshots.remove('inventory')
    expect(await vault.snapshots.names()).toEqual(['activity'])
    expect(reads()).toBe(1)
  })
})
