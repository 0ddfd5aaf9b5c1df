import { importLimits, Refused } from './candidate.ts'

/** Refuses a name that would reach into the objects of whatever reads it. */
export function checkName(name: string, line?: number | null): void {
  if (name === '__proto__') throw new Refused('forbidden-name', line == null ? {} : { line })
}

export function checkField(text: string): void {
  const { fieldLength: limit } = importLimits
  if (text.length > limit) throw new Refused('field-too-long', { limit })
}

/** Refuses what is nested too deep, or has giant texts or forbidden names in it; takes what JSON or YAML gives. */
export function checkTree(tree: unknown): void {
  const { depth: limit } = importLimits
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value: tree, depth: 1 }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, depth } = next
    if (typeof value === 'string') checkField(value)
    if (typeof value !== 'object' || value === null) continue
    if (depth > limit) throw new Refused('too-deep', { limit })
    for (const [name, inner] of Object.entries(value)) {
      checkName(name)
      checkField(name)
      left.push({ value: inner, depth: depth + 1 })
    }
  }
}
