/** 42.0 to 42.3 crash in the asynchronous safeStorage calls or ask for the keychain at start (electron#51924). */
export const oldestElectron = '42.4.1'

/** Is `version` at least `oldest`? Both are dotted numbers; what follows a dash is ignored. */
export function isAtLeast(version: string, oldest: string): boolean {
  const parts = (text: string) => (text.split('-')[0] ?? '').split('.').map(Number)
  const [have, need] = [parts(version), parts(oldest)]
  for (let i = 0; i < need.length; i += 1) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
