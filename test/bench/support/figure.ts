/** One line of the result. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB' | 'x' | 'tokens'
  /** At most this, in the same unit; null for a figure that is only there to compare with. */
  readonly target: number | null
  /** What it was made of: both sides of a ratio, the worst of a median. */
  readonly note: string
}

export type Verdict = 'met' | 'missed' | ''

/** How a figure stands to its target. Nothing measured meets nothing. */
export function verdictOf({ value, target }: Figure): Verdict {
  if (target === null) return ''
  return value <= target ? 'met' : 'missed'
}

/** A number with as many digits as tell something: `1.24 x`, `0.83 ms`, `412 ms`. */
export function amount(value: number, unit: Figure['unit']): string {
  if (!Number.isFinite(value)) return 'nothing measured'
  const digits = unit === 'x' || value < 10 ? 2 : value < 100 ? 1 : 0
  return `${value.toFixed(digits)} ${unit}`
}
