import { z } from 'zod'
import type { Secret } from '../ports/secret.ts'
import { Refused } from './candidate.ts'
import type { Entries } from './entries.ts'
import { addItem, type Field } from './item.ts'
import { jsonOf } from './json.ts'

const text = z.string().nullish().catch(null)
/** https://bitwarden.com/help/condition-bitwarden-import/#tab-json-format */
const itemSchema = z.object({
  name: text,
  notes: text,
  deletedDate: text,
  login: z.object({ username: text, password: text, uris: z.array(z.object({ uri: text })).nullish() }).nullish(),
  fields: z.array(z.object({ name: text, value: text, type: z.number() })).nullish(),
})
const exportSchema = z.object({ items: z.array(z.unknown()) })
const hiddenType = 1
const shownType = 0

/** Is this what Bitwarden exports, sealed or not? Older ones do not say which. */
export function isBitwarden(tree: object): boolean {
  if ('encrypted' in tree) return typeof tree.encrypted === 'boolean' && ('items' in tree || 'data' in tree)
  return 'items' in tree && Array.isArray(tree.items) && ('folders' in tree || 'collections' in tree)
}

/** An export of Bitwarden in JSON; `key`: the password of one that has its own. */
export async function readBitwarden(tree: unknown, entries: Entries, key: Secret | undefined): Promise<void> {
  const isSealed = (tree as { encrypted?: unknown }).encrypted === true
  const { data } = exportSchema.safeParse(isSealed ? await opened(tree, key) : tree)
  if (data === undefined) throw new Refused('broken')
  for (const one of data.items) readItem(one, entries)
}

async function opened(tree: unknown, key: Secret | undefined): Promise<unknown> {
  const { openBitwarden } = await import('./sealed/bitwarden.ts')
  return jsonOf(await openBitwarden(tree, key))
}

function readItem(one: unknown, entries: Entries): void {
  const { data: item } = itemSchema.safeParse(one)
  if (item === undefined) {
    entries.leaveOut('not-understood')
    return
  }
  const { name: title = null, notes, deletedDate, login } = item
  if (deletedDate != null) {
    entries.leaveOut('deleted', { entry: title })
    return
  }
  const fields = (type: number): Field[] =>
    (item.fields ?? []).flatMap((field) => (field.type === type ? [[field.name ?? null, field.value ?? '']] : []))
  const service = login?.uris?.find(({ uri }) => uri != null)?.uri ?? null
  const hidden: Field[] = [[null, login?.password ?? ''], ...fields(hiddenType)]
  addItem({ title, notes, service, user: login?.username, hidden, shown: fields(shownType) }, entries)
}
