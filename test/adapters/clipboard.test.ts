import { describe, expect, it } from 'vitest'
import { createClipboard, type ClipboardCalls } from '#main/adapters/electron/clipboard-calls'

class Item {
  readonly formats: Record<string, string | Blob>

  constructor(formats: Record<string, string | Blob>) {
    this.formats = formats
  }
}

/** A clipboard of a later Electron, or of an older one whose calls answer at once. */
function lab(platform: string, { later = true } = {}) {
  const written: unknown[] = []
  let cleared = 0
  const clipboard = {
    readText: () => (later ? Promise.resolve('pul-EXAMPLE') : 'pul-EXAMPLE'),
    writeText: (text: string) => {
      written.push(text)
      return later ? Promise.resolve() : undefined
    },
    clear: () => void (cleared += 1),
    async write(items: unknown[]) {
      if (this !== clipboard) throw new TypeError('Illegal invocation')
      written.push(...items)
    },
  }
  const items: ClipboardCalls['items'] = later ? { clipboard, ClipboardItem: Item } : null
  const made = createClipboard({ clipboard, items, platform, isReachable: () => true })
  return { made, written, cleared: () => cleared }
}

describe('the clipboard over the calls of a later Electron', () => {
  it.each([
    ['linux', ['x-kde-passwordManagerHint']],
    ['darwin', ['org.nspasteboard.ConcealedType']],
    [
      'win32',
      ['ExcludeClipboardContentFromMonitorProcessing', 'CanIncludeInClipboardHistory', 'CanUploadToCloudClipboard'],
    ],
  ])('writes a secret and its marks in one entry: %s', async (platform, marks) => {
    const { made, written } = lab(platform)
    await made.writeSecret('pul-EXAMPLE')
    expect(written).toHaveLength(1)
    const { formats } = written[0] as Item
    expect(formats['text/plain']).toBe('pul-EXAMPLE')
    expect(Object.keys(formats).slice(1)).toEqual(
      marks.map((name) => `electron application/osclipboard;format="${name}"`),
    )
  })

  it('writes a secret alone where no mark is known', async () => {
    const { made, written } = lab('freebsd')
    await made.writeSecret('pul-EXAMPLE')
    expect(written).toEqual(['pul-EXAMPLE'])
  })

  it('marks nothing that is no secret', async () => {
    const { made, written } = lab('win32')
    await made.writeText('laptop')
    expect(written).toEqual(['laptop'])
  })
})

describe.each([{ later: true }, { later: false }])('the clipboard over calls of either kind: %o', (kind) => {
  it('reads, writes and clears', async () => {
    const { made, written, cleared } = lab('linux', kind)
    expect(await made.readText()).toBe('pul-EXAMPLE')
    await made.writeText('laptop')
    expect(written).toEqual(['laptop'])
    await made.clear()
    expect(cleared()).toBe(1)
  })
})

it('writes a secret without its marks over the older calls, which cannot write both', async () => {
  const { made, written } = lab('win32', { later: false })
  await made.writeSecret('pul-EXAMPLE')
  expect(written).toEqual(['pul-EXAMPLE'])
})
