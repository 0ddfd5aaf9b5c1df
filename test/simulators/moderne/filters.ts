/** A `where` argument: conditions on fields, joined by and, with `_and`, `_or` and `_not` beside them. */
export type Where = Readonly<Record<string, unknown>>

type Value = string | number | null
type Condition = Readonly<Record<string, unknown>>

/**
 * Whether something fits a `where`. `read` gives the value of a field; for a field whose filter is a `where` of its own
 * (as `user` is in the audit log), it gives a reader of that thing's fields.
 */
export function fits(where: Where | null | undefined, read: Reader): boolean {
  return Object.entries(where ?? {}).every(([name, condition]) => {
    if (condition === null || condition === undefined) return true
    if (name === '_and') return (condition as Where[]).every((part) => fits(part, read))
    if (name === '_or') return (condition as Where[]).some((part) => fits(part, read))
    if (name === '_not') return !fits(condition as Where, read)
    const value = read(name)
    if (typeof value === 'function') return fits(condition as Where, value)
    return Object.entries(condition as Condition).every(([operator, operand]) => holds(operator, value, operand))
  })
}

/** What a thing's fields hold, by name. */
export type Reader = (field: string) => Value | Reader

function holds(operator: string, value: Value, operand: unknown): boolean {
  if (operand === null || operand === undefined) return true
  if (operator === '_isNull') return (value === null) === operand
  if (operator === '_neq') return value !== operand
  if (operator === '_nin') return !(operand as Value[]).includes(value)
  // As in SQL: nothing else holds of null.
  if (value === null) return false
  const test = TESTS[operator]
  if (!test) throw new Error(`the filters have no ${operator}`)
  return test(value, operand)
}

const TESTS: Readonly<Record<string, (value: string | number, operand: unknown) => boolean>> = {
  _eq: (value, operand) => value === operand,
  _in: (value, operand) => (operand as Value[]).includes(value),
  _gt: (value, operand) => Number(value) > (operand as number),
  _gte: (value, operand) => Number(value) >= (operand as number),
  _lt: (value, operand) => Number(value) < (operand as number),
  _lte: (value, operand) => Number(value) <= (operand as number),
  _contains: (value, operand) => String(value).includes(operand as string),
  _icontains: (value, operand) =>
    String(value)
      .toLowerCase()
      .includes((operand as string).toLowerCase()),
  _startsWith: (value, operand) => String(value).startsWith(operand as string),
  _endsWith: (value, operand) => String(value).endsWith(operand as string),
}
