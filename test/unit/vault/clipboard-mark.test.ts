import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ClipboardMarkFile } from '#main/vault/clipboard-mark'
import { FakeClock } from '#test/support/fake-clock'
import { FakeDisk } from '#test/support/fake-disk'
import { FakeFileSystem } from '#test/support/fake-file-system'
import { FakeLog } from '#test/support/fake-log'
import { FakeRandom } from '#test/support/fake-random'

const path = '/profile/clipboard.mark'
const secret = 'pul-EXAMPLE0000000000000000000000000000000000'

function lab(disk = new FakeDisk()) {
  const fs = new FakeFileSystem(disk)
  const log = new FakeLog()
  const clock = new FakeClock()
  return { disk, fs, log, clock, file: new ClipboardMarkFile({ fs, clock, random: new FakeRandom(1), log }, path) }
}

/** What the next run of the app finds. */
const found = (disk: FakeDisk) => lab(disk).file.read()

describe('the mark of the clipboard', () => {
  it('tells the copied secret from everything else, in the next run of the app too', async () => {
    const { file, disk } = lab()
    const { alone } = await file.write(secret, null)
    for (const mark of [alone, await found(disk)]) {
      expect(mark?.matches(secret)).toBe(true)
      expect(mark?.matches(`${secret}0`)).toBe(false)
      expect(mark?.matches('')).toBe(false)
    }
  })

  it('holds a keyed hash and its key, and nothing of the secret', async () => {
    const { file, disk } = lab()
    await file.write(secret, null)
    const bytes = disk.bytes(path)
    expect(bytes).toHaveLength(8 + 2 + 32 + 1 + 32)
    expect(bytes.subarray(0, 10)).toEqual(Buffer.from('\x89KCLIP\r\n\0\x01', 'latin1'))
    const hash = createHmac('sha256', bytes.subarray(10, 42)).update(secret).digest()
    expect(bytes.subarray(42)).toEqual(Buffer.concat([Buffer.from([1]), hash]))
    expect(disk.mode(path)).toBe(0o600)
    expect(disk.files()).toEqual([path])
  })

  it('has a new key with every copy, so that equal secrets cannot be told by it', async () => {
    const { file, disk } = lab()
    await file.write(secret, null)
    const first = disk.bytes(path)
    await file.write(secret, null)
    const second = disk.bytes(path)
    expect(second.subarray(10, 42).equals(first.subarray(10, 42))).toBe(false)
    expect(second.subarray(43).equals(first.subarray(43))).toBe(false)
  })

  it('can be in memory only, beside a file that an earlier run has left', async () => {
    const { file, disk, fs } = lab()
    const { alone } = await file.write('first-EXAMPLE', null)
    const before = fs.calls.length
    const second = file.inMemory('second-EXAMPLE', alone)
    expect(fs.calls).toHaveLength(before)
    expect(second.all.matches('first-EXAMPLE')).toBe(true)
    expect(second.all.matches('second-EXAMPLE')).toBe(true)
    expect(second.alone.matches('first-EXAMPLE')).toBe(false)
    const onDisk = await found(disk)
    expect(onDisk?.matches('first-EXAMPLE')).toBe(true)
    expect(onDisk?.matches('second-EXAMPLE')).toBe(false)
  })

  it('knows the secret that may still be there beside the one that is about to be copied', async () => {
    const { file, disk } = lab()
    const { alone } = await file.write('first-EXAMPLE', null)
    const second = await file.write('second-EXAMPLE', alone)
    const mark = await found(disk)
    for (const value of ['first-EXAMPLE', 'second-EXAMPLE']) {
      expect(mark?.matches(value)).toBe(true)
      expect(second.all.matches(value)).toBe(true)
    }
    expect(second.alone.matches('first-EXAMPLE')).toBe(false)
    await file.write('third-EXAMPLE', second.alone)
    expect((await found(disk))?.matches('first-EXAMPLE')).toBe(false)
  })

  it('stays small, however often copying fails', async () => {
    const { file, disk } = lab()
    let mark = null
    for (let turn = 0; turn < 40; turn += 1) mark = (await file.write(`EXAMPLE-${turn}`, mark)).all
    const left = await found(disk)
    expect(left?.matches('EXAMPLE-39')).toBe(true)
    expect(disk.bytes(path).length).toBeLessThan(1024)
  })

  it('is there when the secret is: whatever the power does after it was written', async () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { file, disk } = lab()
      await file.write(secret, null)
      const random = new FakeRandom(seed)
      const mark = await found(disk.powerCut(() => random.bytes(1).readUInt8() / 256))
      expect(mark?.matches(secret)).toBe(true)
      expect(mark?.matches('something else')).toBe(false)
    }
  })

  it('is gone once it is removed, and removing it twice is nothing', async () => {
    const { file, disk, log } = lab()
    await file.write(secret, null)
    await file.remove()
    await file.remove()
    expect(disk.files()).toEqual([])
    expect(await found(disk)).toBeNull()
    expect(log.lines).toEqual([])
  })

  it('is written although a crash left half of one behind', async () => {
    const { file, disk } = lab()
    disk.put(`${path}.tmp`, Buffer.from('half'))
    await file.write(secret, null)
    expect(disk.files()).toEqual([path])
    expect((await found(disk))?.matches(secret)).toBe(true)
  })

  it('is tried again while the system refuses in passing', async () => {
    const { file, fs, disk, clock } = lab()
    fs.failOn('rename', 'EPERM', { times: 2 })
    const written = file.write(secret, null)
    while (clock.waiting === 0) await new Promise((resolve) => setImmediate(resolve))
    clock.advance(20)
    while (clock.waiting === 0) await new Promise((resolve) => setImmediate(resolve))
    clock.advance(60)
    await written
    expect((await found(disk))?.matches(secret)).toBe(true)
  })

  it('says in the log that the disk refused it, without the secret', async () => {
    const { file, fs, log } = lab()
    fs.failOn('write', 'ENOSPC')
    const { alone } = await file.write(secret, null)
    expect(alone.matches(secret)).toBe(true)
    expect(log.text()).toContain('ENOSPC')
    expect(log.text()).not.toContain(secret)
  })

  it('is told by its absence from a mark that cannot be read, which could stand for anything', async () => {
    const { disk, fs, file } = lab()
    expect(await file.read()).toBeNull()
    await file.write(secret, null)
    fs.failOn('read', 'EIO')
    expect((await file.read())?.matches('anything')).toBe(true)
    const whole = disk.bytes(path)
    const wrong = [
      Buffer.alloc(0),
      whole.subarray(0, -1),
      Buffer.concat([whole, Buffer.alloc(1)]),
      Buffer.from(whole).fill(0, 0, 1),
      Buffer.from(whole).fill(2, 9, 10),
      Buffer.from(whole).fill(255, 42, 43),
      Buffer.alloc(2000),
    ]
    for (const bytes of wrong) {
      disk.put(path, bytes)
      expect((await found(disk))?.matches('anything'), bytes.toString('hex').slice(0, 40)).toBe(true)
    }
  })
})
