/** Shorter ones are no secrets, and longer ones are not held. */
const shortest = 8
const longest = 16_384
/** As many words of one file as are looked at. */
export const mostWords = 20_000
/** A value may have so many of the signs in it that stand between a name and its value elsewhere. */
const mostJoints = 3

const gap = /[\s"'`\0]+/
const joint = /[=:@/,;#&?|<>(){}[\]\\]+/g

/**
 * Everything in a text that may be a value: what stands between blanks and quotes, and its parts between the signs that join
 * a name and its value, as in `NAME=value` or `https://login:value@host`. Each once.
 */
export function* wordsOf(text: string): Generator<string> {
  const told = new Set<string>()
  for (const run of text.split(gap)) {
    if (run.length < shortest) continue
    for (const word of partsOf(run)) {
      if (word.length < shortest || word.length > longest || told.has(word)) continue
      told.add(word)
      yield word
    }
  }
}

function* partsOf(run: string): Generator<string> {
  yield run
  const joints = [...run.matchAll(joint)]
  const starts = [0, ...joints.map(({ index, 0: signs }) => index + signs.length)]
  const ends = [...joints.map(({ index }) => index), run.length]
  for (const [at, start] of starts.entries()) {
    for (const end of ends.slice(at, at + 1 + mostJoints)) yield run.slice(start, end)
    yield run.slice(start)
  }
}
