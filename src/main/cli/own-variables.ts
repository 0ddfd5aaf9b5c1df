/** Is this a variable of Keyrack's own, which no other program needs to see? Windows folds their case. */
export function isOwnVariable(name: string): boolean {
  return /^KEYRACK_/i.test(name)
}
