import { preferencesSchema, type Preferences } from '#shared/model/preferences'

/** Each preference that is valid on its own; one bad value does not cost the others. */
export function validPreferences(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {}
  const good: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(preferencesSchema.shape)) {
    const checked = schema.safeParse((stored as Record<string, unknown>)[key])
    if (checked.success) good[key] = checked.data
  }
  return good
}
