/**
 * Shapes of secrets that must never stand in a log, one pattern a kind. The first net is that a `Secret` cannot be
 * printed; this is the second. Long unbroken runs are masked too, whatever they are.
 */
const shapes: readonly RegExp[] = [
  /\bpul-[0-9a-z]{20,}/gi,
  /\bgitpod_pat_[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|npm_|mat-|sk-|xox[a-z]-)[\w-]{8,}/g,
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:token|bearer|basic)\s+[\w.~+/=-]{8,}/gi,
  /[A-Za-z0-9+/_=-]{32,}/g,
]

/** The line with everything that looks like a secret masked. */
export function redact(line: string): string {
  return shapes.reduce((text, shape) => text.replace(shape, '[masked]'), line)
}
