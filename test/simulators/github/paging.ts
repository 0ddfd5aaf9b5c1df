import type { Call } from '#test/simulators/kit/call'

const DEFAULT_SIZE = 30
const LARGEST_SIZE = 100

/**
 * Cuts a page out of a list by `page` and `per_page`; numbers that are none count as if they had not been sent. The header is
 * there when there are other pages, and names `address`.
 */
export function paginate<T>(
  call: Call,
  list: readonly T[],
  address: string,
): { readonly rows: T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.min(readNumber(call, 'per_page') ?? DEFAULT_SIZE, LARGEST_SIZE)
  const page = readNumber(call, 'page') ?? 1
  const last = Math.max(1, Math.ceil(list.length / size))
  const to = (number: number, rel: string): string => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(number))
    return `<${address}?${query.toString()}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ]
  return {
    rows: list.slice((page - 1) * size, page * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}

function readNumber(call: Call, name: string): number | undefined {
  const given = call.query.get(name)
  return given !== null && /^[1-9]\d*$/.test(given) ? Number(given) : undefined
}
