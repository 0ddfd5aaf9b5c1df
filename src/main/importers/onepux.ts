import { z } from 'zod'
import { furthestInstant, type Instant } from '#shared/model/time'
import { Refused } from './candidate.ts'
import type { Entries } from './entries.ts'
import { addItem, type Field } from './item.ts'

const text = z.string().nullish().catch(null)
const fieldSchema = z.object({ id: text, title: text, value: z.record(z.string(), z.unknown()).nullish().catch(null) })
/** https://support.1password.com/1pux-format/ */
const itemSchema = z.object({
  state: text,
  overview: z.object({ title: text, url: text }),
  details: z.object({
    notesPlain: text,
    password: text,
    loginFields: z.array(z.object({ value: text, name: text, designation: text, fieldType: text })).nullish(),
    sections: z.array(z.object({ fields: z.array(fieldSchema).nullish() })).nullish(),
  }),
})
type OnePuxItem = z.infer<typeof itemSchema>
const exportSchema = z.object({
  accounts: z.array(z.object({ vaults: z.array(z.object({ items: z.array(z.unknown()) })) })),
})

export function isOnePux(tree: object): boolean {
  return 'accounts' in tree && exportSchema.safeParse(tree).success
}

/** `export.data` of 1Password's unencrypted export. */
export function readOnePux(tree: unknown, entries: Entries): void {
  const { data } = exportSchema.safeParse(tree)
  if (data === undefined) throw new Refused('broken')
  for (const one of data.accounts.flatMap(({ vaults }) => vaults.flatMap(({ items }) => items))) {
    const { data: item } = itemSchema.safeParse(unwrapped(one))
    const title = item?.overview.title ?? null
    if (item === undefined) entries.leaveOut('not-understood')
    else if (item.state === 'deleted' || item.state === 'trashed') entries.leaveOut('deleted', { entry: title })
    else readItem(item, title, entries)
  }
}

/** Older ones have each item in an object of its own, beside its file. */
function unwrapped(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'item' in item ? item.item : item
}

function readItem({ overview, details }: OnePuxItem, title: string | null, entries: Entries): void {
  const fields = (details.sections ?? []).flatMap(({ fields: all }) => all ?? [])
  const login = details.loginFields ?? []
  const of = (kind: string): Field[] =>
    fields.flatMap(({ title: label, value }) => {
      const found = value?.[kind]
      return typeof found === 'string' ? [[label ?? null, found]] : []
    })
  const textOf = (id: string): string | null => {
    const value = fields.find((field) => field.id === id)?.value
    const found = value?.['string'] ?? value?.['url']
    return typeof found === 'string' && found !== '' ? found : null
  }
  const passwords = login.filter(({ designation, fieldType }) => designation === 'password' || fieldType === 'P')
  const hidden: Field[] = [
    [null, details.password ?? ''],
    ...passwords.map(({ name, value, designation }): Field => [
      designation === 'password' ? null : (name ?? null),
      value ?? '',
    ]),
    ...of('concealed'),
  ]
  const user = login.find(({ designation }) => designation === 'username')?.value ?? textOf('username')
  const service = overview.url || textOf('hostname')
  addItem(
    { title, service, user, notes: details.notesPlain, expiresAt: expiryOf(fields), hidden, shown: of('string') },
    entries,
  )
}

/** The date of the field called `expires`, in seconds as it is written. */
function expiryOf(fields: readonly z.infer<typeof fieldSchema>[]): Instant | null {
  const seconds = fields.find(({ id }) => id === 'expires')?.value?.['date']
  if (typeof seconds !== 'number' || !Number.isInteger(seconds * 1000)) return null
  return Math.abs(seconds * 1000) <= furthestInstant ? seconds * 1000 : null
}
