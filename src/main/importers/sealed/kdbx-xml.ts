import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { importLimits, Refused } from '../candidate.ts'

/** A field of an entry; what is hidden is sealed once more. */
export interface KdbxField {
  readonly key: string
  value: string
  readonly isHidden: boolean
}

interface Group {
  id: string
  name: string
}

export interface KdbxEntry {
  readonly groups: readonly Group[]
  readonly fields: KdbxField[]
  expires: boolean
  /** As it is written: seconds since the begin of the year 1, in base64. */
  expiryTime: string
}

/** What the XML in a KDBX file says. Entries as they were before are left out. */
export interface KdbxContent {
  readonly entries: readonly KdbxEntry[]
  /** The group of what was deleted. */
  readonly binId: string | null
}

/** Reads it, with hidden values opened by `reveal`. Throws Refused for what is no such XML. */
export function readKdbxXml(xml: string, reveal: (sealed: Uint8Array) => Uint8Array): KdbxContent {
  const content = new Content()
  const parser = new SaxesParser()
  // Also for an entity that the file has made up: none of those is known.
  parser.on('error', () => {
    throw new Refused('broken')
  })
  parser.on('opentag', (tag) => content.open(tag))
  parser.on('text', (text) => content.text(text))
  parser.on('cdata', (text) => content.text(text))
  parser.on('closetag', () => content.close())
  parser.write(xml).close()
  return content.done(reveal)
}

class Content {
  readonly #path: SaxesTagPlain[] = []
  readonly #groups: Group[] = []
  readonly #entries: KdbxEntry[] = []
  /** Every value that is sealed, in the order of the file, and the field it is of: none for entries as they were before. */
  readonly #sealed: { readonly bytes: Buffer; readonly field: KdbxField | null }[] = []
  #binId: string | null = null
  #entry: KdbxEntry | null = null
  #pasts = 0
  #key = ''
  #text = ''

  open(tag: SaxesTagPlain): void {
    const { depth: limit } = importLimits
    this.#path.push(tag)
    if (this.#path.length > limit) throw new Refused('too-deep', { limit })
    this.#text = ''
    if (tag.name === 'Group') this.#groups.push({ id: '', name: '' })
    else if (tag.name === 'History') this.#pasts += 1
    else if (tag.name === 'Entry' && this.#pasts === 0) {
      this.#entry = { groups: [...this.#groups], fields: [], expires: false, expiryTime: '' }
    }
  }

  text(text: string): void {
    this.#text += text
  }

  close(): void {
    const tag = this.#path.pop()
    const parent = this.#path.at(-1)?.name
    const text = this.#text
    this.#text = ''
    if (tag?.name === 'Group') this.#groups.pop()
    else if (tag?.name === 'History') this.#pasts -= 1
    else if (tag?.name === 'Entry' && this.#pasts === 0) this.#end()
    else if (tag?.name === 'Value') this.#value(text, tag.attributes['Protected'] === 'True')
    else this.#fact(`${parent ?? ''}/${tag?.name ?? ''}`, text)
  }

  #end(): void {
    if (this.#entry !== null) this.#entries.push(this.#entry)
    this.#entry = null
  }

  #value(text: string, isHidden: boolean): void {
    const isNow = this.#pasts === 0 && this.#path.at(-1)?.name === 'String'
    const field = isNow ? { key: this.#key, value: isHidden ? '' : text, isHidden } : null
    if (field !== null) this.#entry?.fields.push(field)
    if (isHidden) this.#sealed.push({ bytes: Buffer.from(text, 'base64'), field })
  }

  #fact(path: string, text: string): void {
    const group = this.#groups.at(-1)
    if (path === 'String/Key') this.#key = text
    else if (path === 'Meta/RecycleBinUUID') this.#binId = text
    else if (path === 'Group/UUID' && group !== undefined) group.id = text
    else if (path === 'Group/Name' && group !== undefined) group.name = text
    else if (this.#entry !== null && this.#pasts === 0) {
      if (path === 'Times/Expires') this.#entry.expires = text === 'True'
      else if (path === 'Times/ExpiryTime') this.#entry.expiryTime = text
    }
  }

  /** One stream runs through all values that are sealed, in their order. */
  done(reveal: (sealed: Uint8Array) => Uint8Array): KdbxContent {
    const plain = Buffer.from(reveal(Buffer.concat(this.#sealed.map(({ bytes }) => bytes))))
    let at = 0
    for (const { bytes, field } of this.#sealed) {
      if (field !== null) field.value = plain.toString('utf8', at, at + bytes.length)
      at += bytes.length
    }
    plain.fill(0)
    return { entries: this.#entries, binId: this.#binId }
  }
}
