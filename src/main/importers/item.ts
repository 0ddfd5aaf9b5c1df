import type { Instant } from '#shared/model/time'
import type { Entries } from './entries.ts'

/** A field of an item; null is the item's own secret. */
export type Field = readonly [label: string | null, value: string]

/** An item as a password manager keeps it. */
export interface Item {
  /** Where it is, with the folders that it is in. */
  readonly title: string | null
  /** What it is called, where that is less than its title. */
  readonly name?: string | null | undefined
  readonly service?: string | null | undefined
  readonly user?: string | null | undefined
  readonly notes?: string | null | undefined
  readonly expiresAt?: Instant | null
  readonly line?: number | null
  /** What the password manager keeps hidden: its password and other fields. */
  readonly hidden: readonly Field[]
  /** What it shows, where people put tokens as well. */
  readonly shown?: readonly Field[]
}

/** Seeds of one-time codes are none of our secrets. */
const oneTime = /^(?:otp|otpauth|totp(?: .*)?|(?:time|hmac)otp-.*)$/i

/** Takes each secret of an item as an entry of its own, with what the item says of it. */
export function addItem(item: Item, entries: Entries): void {
  const { title, name = title, service = null, user = null, notes = null, expiresAt = null, line = null } = item
  const called = (label: string | null) => [title, label].filter((part) => part !== null && part !== '').join(' > ')
  const about = (label: string | null) => ({ entry: called(label), name, service, user, expiresAt, line })
  const hidden = item.hidden.filter(([label, value]) => value !== '' && !oneTime.test(label ?? ''))
  const shown = (item.shown ?? []).filter(([label, value]) => value !== '' && !oneTime.test(label ?? ''))
  for (const [label, value] of hidden) entries.add({ value, ...about(label) })
  for (const [label, value] of shown) entries.offer({ value, ...about(label), label: label ?? '' })
  // A note that is one word may be nothing but a token.
  if (hidden.length > 0 || shown.length > 0) return
  if (notes !== null && /^\S+$/.test(notes.trim())) entries.offer({ value: notes, ...about(null), label: '' })
  else entries.leaveOut('no-secret', { entry: called(null), line })
}
