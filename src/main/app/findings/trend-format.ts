import { z } from 'zod'
import { auditPointSchema } from '#shared/model/finding'
import type { Steps } from '../slices.ts'

/** The audits that are remembered, and the ids of what the last of them found. */
export interface Trend {
  readonly points: readonly z.infer<typeof auditPointSchema>[]
  /** Ids of the findings of the last point that counted, and of those that did not. */
  readonly counted: readonly string[]
  readonly others: readonly string[]
  /** Of all of them those that had come since the point before. */
  readonly came: readonly string[]
}

const lists = ['counted', 'others', 'came'] as const
/** Ids of one line: there may be hundreds of thousands. */
const mostInLine = 1_000

const points = z.array(auditPointSchema)
/** All in one, as it was written before there were lines. */
const wholeSchema = z.strictObject({
  format: z.literal(1),
  points,
  counted: z.array(z.string()),
  others: z.array(z.string()),
  came: z.array(z.string()),
})
const headSchema = z.strictObject({ format: z.literal(2), points })
/** `start`: what all ids of the line begin with, the rule and the account mostly. */
const lineSchema = z.strictObject({ list: z.enum(lists), start: z.string(), rest: z.array(z.string()) })

/** JSON in lines: the points, then the ids, some in each line. */
export function* trendBytes(trend: Trend): Steps<Buffer> {
  const lines = [Buffer.from(JSON.stringify({ format: 2, points: trend.points }))]
  for (const list of lists) {
    for (let from = 0; from < trend[list].length; from += mostInLine) {
      const ids = trend[list].slice(from, from + mostInLine)
      const start = startOf(ids)
      const rest = ids.map((id) => id.slice(start.length))
      lines.push(Buffer.from(`\n${JSON.stringify({ list, start, rest })}`))
      yield 'long'
    }
  }
  return Buffer.concat(lines)
}

/** Throws what is wrong with bytes that are none of ours. */
export function* trendFrom(bytes: Buffer): Steps<Trend> {
  const [first, ...rest] = linesOf(bytes)
  const head: unknown = JSON.parse(first?.toString('utf8') ?? '')
  if (rest.length === 0 && wholeSchema.safeParse(head).success) return wholeSchema.parse(head)
  const trend = {
    points: headSchema.parse(head).points,
    counted: [] as string[],
    others: [] as string[],
    came: [] as string[],
  }
  for (const line of rest) {
    const { list, start, rest: ids } = lineSchema.parse(JSON.parse(line.toString('utf8')))
    for (const id of ids) trend[list].push(start + id)
    yield 'long'
  }
  return trend
}

function startOf([first = '', ...others]: readonly string[]): string {
  let length = first.length
  for (const id of others) {
    while (!id.startsWith(first.slice(0, length))) length -= 1
  }
  return first.slice(0, length)
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0; from <= bytes.length;) {
    const end = bytes.indexOf('\n', from)
    lines.push(bytes.subarray(from, end < 0 ? bytes.length : end))
    from = end < 0 ? bytes.length + 1 : end + 1
  }
  return lines
}
