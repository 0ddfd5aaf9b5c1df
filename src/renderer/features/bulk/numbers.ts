/** What was typed as a number, with or without a sign between its thousands; NaN for anything else. */
export function numberIn(typed: string): number {
  return /^\d{1,3}(?:[,.\s]?\d{3})*$/.test(typed.trim()) ? Number(typed.replaceAll(/\D/g, '')) : Number.NaN
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
