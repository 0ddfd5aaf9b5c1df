import { furthestInstant, type Instant } from '#shared/model/time'
import type { Secret } from '../../ports/secret.ts'
import { importLimits, Refused } from '../candidate.ts'
import { textOf } from '../decode.ts'
import type { Entries } from '../entries.ts'
import { addItem, type Field } from '../item.ts'
import { openKdbx } from './kdbx-open.ts'
import { readKdbxXml, type KdbxContent, type KdbxEntry } from './kdbx-xml.ts'

const standard = new Set(['Title', 'UserName', 'Password', 'URL', 'Notes'])
const noId = Buffer.alloc(16).toString('base64')
/** From the begin of the year 1 to the epoch, in seconds. */
const toEpoch = 62_135_596_800

/** A database of KeePass 2 or KeePassXC, in KDBX 4. What is in the recycle bin, or was there before, is left out. */
export async function readKdbx(bytes: Uint8Array, key: Secret | undefined, entries: Entries): Promise<void> {
  if (key === undefined) throw new Refused('key-needed')
  const password = key.use((text) => Buffer.from(text))
  const { xml, reveal } = await openKdbx(bytes, password)
  password.fill(0)
  const content = readKdbxXml(textOf(xml, importLimits.unpackedBytes), reveal)
  xml.fill(0)
  for (const entry of content.entries) readEntry(entry, content, entries)
}

function readEntry({ fields, groups, expires, expiryTime }: KdbxEntry, { binId }: KdbxContent, entries: Entries): void {
  const text = (key: string): string | null => fields.find((field) => field.key === key)?.value || null
  const title = [...groups.slice(1).map(({ name }) => name), text('Title')].filter(Boolean).join(' > ')
  if (binId !== null && binId !== noId && groups.some(({ id }) => id === binId)) {
    entries.leaveOut('deleted', { entry: title })
    return
  }
  const own = fields.filter(({ key }) => !standard.has(key))
  const labelled = (isHidden: boolean): Field[] =>
    own.flatMap((field) => (field.isHidden === isHidden ? [[field.key, field.value]] : []))
  addItem(
    {
      title,
      name: text('Title'),
      service: text('URL'),
      user: text('UserName'),
      notes: text('Notes'),
      expiresAt: expires ? instantOf(expiryTime) : null,
      hidden: [[null, text('Password') ?? ''], ...labelled(true)],
      shown: labelled(false),
    },
    entries,
  )
}

function instantOf(written: string): Instant | null {
  const bytes = Buffer.from(written, 'base64')
  if (bytes.length !== 8) return null
  const at = (Number(bytes.readBigInt64LE()) - toEpoch) * 1000
  return Math.abs(at) <= furthestInstant ? at : null
}
