import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { FormatError } from '#main/vault/bytes'
import { readSnapshot, writeSnapshot } from '#main/vault/snapshot-format'
import { FakeRandom } from '#test/support/fake-random'
import { folder, reopened, settled, startProcess, withVault, type Process } from './world.ts'

const snapshots = `${folder}/snapshots`
const text = (value: string): Buffer => Buffer.from(value)
const kind = (name: string): unknown =>
  expect.objectContaining({ error: expect.objectContaining({ kind: name }) as unknown })

describe('snapshots', () => {
  let process: Process
  beforeEach(async () => {
    process = await withVault()
  })
  const files = (): string[] => process.fs.disk.files().filter((path) => path.startsWith(snapshots))

  it('come back as they were written, also after a restart', async () => {
    await process.vault.snapshots.write('inventory', text('ten thousand tokens'))
    expect(await process.vault.snapshots.read('inventory')).toEqual(text('ten thousand tokens'))
    const again = await reopened(process.fs.disk)
    expect(await again.vault.snapshots.read('inventory')).toEqual(text('ten thousand tokens'))
    expect(await again.vault.snapshots.names()).toEqual(['inventory'])
  })

  it('are undefined when there is none, or no more', async () => {
    expect(await process.vault.snapshots.read('inventory')).toBeUndefined()
    expect(await process.vault.snapshots.names()).toEqual([])
    await process.vault.snapshots.write('inventory', text('x'))
    await process.vault.snapshots.remove('inventory')
    await process.vault.snapshots.remove('inventory')
    expect(await process.vault.snapshots.read('inventory')).toBeUndefined()
    expect(files()).toEqual([])
  })

  it('are named by their first bytes: none is read whole for that', async () => {
    await process.vault.snapshots.write('big', Buffer.alloc(1024 * 1024, 'b'))
    const again = await reopened(process.fs.disk)
    const given: number[] = []
    const readStart = again.fs.readStart.bind(again.fs)
    again.fs.readStart = async (path, bytes) => {
      const start = await readStart(path, bytes)
      given.push(start.length)
      return start
    }
    const whole: string[] = []
    const read = again.fs.read.bind(again.fs)
    again.fs.read = async (path, most) => {
      whole.push(path)
      return read(path, most)
    }
    expect(await again.vault.snapshots.names()).toEqual(['big'])
    expect(given).toHaveLength(1)
    expect(given[0]).toBeLessThan(1024)
    expect(whole).toEqual([])
  })

  it('are named although their names are as long as can be', async () => {
    const name = 'n'.repeat(300)
    await process.vault.snapshots.write(name, text('x'))
    const again = await reopened(process.fs.disk)
    expect(await again.vault.snapshots.names()).toEqual([name])
  })

  it('may be empty, and big', async () => {
    await process.vault.snapshots.write('empty', Buffer.alloc(0))
    const big = Buffer.alloc(9 * 1024 * 1024 + 1, 'big')
    await process.vault.snapshots.write('big', big)
    expect(await process.vault.snapshots.read('empty')).toEqual(Buffer.alloc(0))
    expect((await process.vault.snapshots.read('big'))?.equals(big)).toBe(true)
  })

  it('stand under names that tell nothing, in a file each, readable by nobody', async () => {
    await process.vault.snapshots.write('inventory of acme', text('acme has a token'))
    await process.vault.snapshots.write('activity', text('x'))
    expect(files()).toHaveLength(2)
    for (const path of files()) {
      expect(path.slice(snapshots.length + 1)).toMatch(/^[0-9a-f]{32}$/)
      expect(process.fs.disk.mode(path)).toBe(0o600)
      expect(process.fs.disk.bytes(path).toString('latin1')).not.toMatch(/acme|inventory|token/)
    }
    expect(process.fs.disk.mode(snapshots)).toBe(0o700)
  })

  it('have other names in another vault', async () => {
    await process.vault.snapshots.write('inventory', text('x'))
    const other = await withVault()
    await other.vault.snapshots.write('inventory', text('x'))
    expect(other.fs.disk.files().filter((path) => path.startsWith(snapshots))).not.toEqual(files())
  })

  it('that cannot be read are told as that once, and kept aside', async () => {
    await process.vault.snapshots.write('inventory', text('x'))
    const [path] = files() as [string]
    const rotten = process.fs.disk.bytes(path)
    rotten.writeUInt8(rotten.readUInt8(rotten.length - 20) ^ 1, rotten.length - 20)
    process.fs.disk.put(path, rotten)
    await expect(process.vault.snapshots.read('inventory')).rejects.toEqual(kind('vault-unreadable'))
    const [aside] = files() as [string]
    expect(aside.startsWith(`${path}.bad-`)).toBe(true)
    expect(process.fs.disk.bytes(aside)).toEqual(rotten)
    expect(await process.vault.snapshots.read('inventory')).toBeUndefined()
    await process.vault.snapshots.write('inventory', text('new'))
    expect(files()).toHaveLength(2)
  })

  it('that the disk refuses to read are not moved', async () => {
    await process.vault.snapshots.write('inventory', text('x'))
    process.fs.failOn('read', 'EIO', { times: 1 })
    await expect(process.vault.snapshots.read('inventory')).rejects.toEqual(kind('vault-unreadable'))
    expect(await process.vault.snapshots.read('inventory')).toEqual(text('x'))
  })

  it('that another process removes while they are listed are no trouble', async () => {
    await process.vault.snapshots.write('inventory', text('x'))
    const again = await reopened(process.fs.disk)
    again.fs.failOn('read', 'ENOENT', { path: /snapshots/ })
    expect(await again.vault.snapshots.names()).toEqual([])
    expect(again.log.lines.filter(({ level }) => level !== 'info')).toEqual([])
  })

  it('under the name of another, or of another vault, are refused', async () => {
    await process.vault.snapshots.write('a', text('a'))
    const [first] = files() as [string]
    const bytes = process.fs.disk.bytes(first)
    await process.vault.snapshots.write('b', text('b'))
    const second = files().find((path) => path !== first) ?? ''
    process.fs.disk.put(second, bytes)
    await expect(process.vault.snapshots.read('b')).rejects.toEqual(kind('vault-unreadable'))
    expect(await process.vault.snapshots.read('a')).toEqual(text('a'))
  })

  it.each([
    ['write', 'ENOSPC', 'disk-full'],
    ['rename', 'EIO', 'disk-refused'],
    ['makeFolder', 'EROFS', 'disk-refused'],
  ] as const)('refused at "%s" with %s leave the old one and nothing else', async (step, code, name) => {
    if (step !== 'makeFolder') await process.vault.snapshots.write('inventory', text('old'))
    const before = files()
    process.fs.failOn(step, code, { times: 1 })
    await expect(process.vault.snapshots.write('inventory', text('new'))).rejects.toEqual(kind(name))
    expect(files()).toEqual(before)
    await process.vault.snapshots.write('inventory', text('newer'))
    expect(await process.vault.snapshots.read('inventory')).toEqual(text('newer'))
  })

  it('wait for a refusal that passes', async () => {
    process.fs.failOn('rename', 'EPERM', { times: 2 })
    await settled(process.vault.snapshots.write('inventory', text('x')), process.clock)
    expect(await process.vault.snapshots.read('inventory')).toEqual(text('x'))
  })

  it('are written in the order they were asked for, as they were at that moment', async () => {
    const bytes = text('one')
    const first = process.vault.snapshots.write('inventory', bytes)
    bytes.fill(0)
    await Promise.all([
      first,
      process.vault.snapshots.read('inventory').then((read) => expect(read).toEqual(text('one'))),
    ])
  })

  it('that were acknowledged survive a power cut, and either version survives one in between', async () => {
    for (let round = 0; round < 150; round += 1) {
      const one = await withVault()
      const stop = one.fs.calls.length + (round % 22)
      one.fs.fault = (call) => (call.number >= stop ? { kind: 'halt', when: 'before' } : undefined)
      let acknowledged = 0
      try {
        for (let write = 1; write <= 3; write += 1) {
          await one.vault.snapshots.write('inventory', text(`write ${write}`))
          acknowledged = write
        }
      } catch {
        // The power went.
      }
      const random = new FakeRandom(round)
      const after = await reopened(one.fs.disk.powerCut(() => random.chance()))
      const found = (await after.vault.snapshots.read('inventory'))?.toString() ?? 'write 0'
      expect([`write ${acknowledged}`, `write ${acknowledged + 1}`]).toContain(found)
    }
  })

  it('are locked with the vault', async () => {
    await process.vault.close()
    for (const call of [
      () => process.vault.snapshots.read('a'),
      () => process.vault.snapshots.write('a', text('x')),
      () => process.vault.snapshots.remove('a'),
      () => process.vault.snapshots.names(),
    ]) {
      await expect(call()).rejects.toEqual(kind('vault-locked'))
    }
  })

  it('that a crash left unfinished are removed when they are old', async () => {
    await process.vault.snapshots.write('inventory', text('x'))
    const [path] = files() as [string]
    process.fs.disk.put(`${path}.tmp-old`, text('x'), process.clock.now() - 3_700_000)
    process.fs.disk.put(`${path}.tmp-young`, text('x'), process.clock.now())
    await process.vault.close()
    expect(files()).toEqual([path, `${path}.tmp-young`])
  })

  it('that another process finishes while they are looked at are no trouble', async () => {
    await process.vault.snapshots.write('inventory', text('x'))
    const [path] = files() as [string]
    process.fs.disk.put(`${path}.tmp-old`, text('x'), process.clock.now() - 3_700_000)
    process.fs.failOn('stat', 'ENOENT', { path: /tmp-old/ })
    await process.vault.close()
    expect(process.log.lines.filter(({ level }) => level !== 'info')).toEqual([])
  })
})

describe('a snapshot file', () => {
  const random = new FakeRandom('snapshot')
  const seal = { vaultId: random.bytes(16), key: random.bytes(32), keyNumber: 1, keyId: random.bytes(8) }

  it('is refused with any bit flipped, cut short anywhere, or longer', async () => {
    const bytes = await writeSnapshot('name', text('body of it'), seal, random)
    expect(await readSnapshot('name', bytes, seal)).toEqual(text('body of it'))
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      await expect(readSnapshot('name', flipped, seal)).rejects.toBeInstanceOf(FormatError)
    }
    for (let length = 0; length < bytes.length; length += 1) {
      await expect(readSnapshot('name', bytes.subarray(0, length), seal)).rejects.toBeInstanceOf(FormatError)
    }
    await expect(readSnapshot('name', Buffer.concat([bytes, text('x')]), seal)).rejects.toBeInstanceOf(FormatError)
  })

  it('reads from any bytes, or is refused as damaged', async () => {
    const bytes = await writeSnapshot('name', text('body'), seal, random)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 20 }), async (tail, kept) => {
        try {
          await readSnapshot('name', Buffer.concat([bytes.subarray(0, kept), tail]), seal)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('a snapshot of a later version', () => {
  it('is refused and left where it is', async () => {
    const process = await withVault()
    await process.vault.snapshots.write('inventory', text('x'))
    const path = process.fs.disk.files().find((one) => one.startsWith(snapshots)) ?? ''
    const later = process.fs.disk.bytes(path)
    later.writeUInt16BE(3, 8)
    process.fs.disk.put(path, later)
    await expect(process.vault.snapshots.read('inventory')).rejects.toEqual(kind('vault-unreadable'))
    expect(process.fs.disk.bytes(path)).toEqual(later)
    expect(startProcess(process.fs.disk).vault.state().kind).toBe('opening')
  })
})

describe('a subject of snapshots', () => {
  it('is worked on by one process at a time', async () => {
    const one = await withVault()
    const two = await reopened(one.fs.disk, { clock: one.clock })
    const log: string[] = []
    const work = [one, two, one, two].map(({ vault }, at) =>
      vault.snapshots.exclusively('subject', async () => {
        log.push(`${at} in`)
        const before = Number((await vault.snapshots.read('counter'))?.toString() ?? 0)
        await vault.snapshots.write('counter', Buffer.from(String(before + 1)))
        log.push(`${at} out`)
      }),
    )
    await settled(Promise.all(work), one.clock)
    expect((await one.vault.snapshots.read('counter'))?.toString()).toBe('4')
    for (let at = 0; at < 8; at += 2) expect(log[at]?.split(' ')[0]).toBe(log[at + 1]?.split(' ')[0])
    expect(one.fs.disk.files().filter((path) => path.endsWith('.lock'))).toEqual([])
  })
})
