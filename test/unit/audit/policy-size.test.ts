import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '#main/app/slices'
import { policySteps } from '#main/audit/policy/read'
import { everyRecord } from '#test/support/every-record'

const records = new Map(everyRecord.map((record) => [record.id, record]))
const read = (text: string) => atOnce(policySteps(text, records))
const faultsOf = (text: string) => read(text).faults ?? []

const length = 240 * 1024
/** Text of a length, made of lines that are told their number. */
function filled(head: string, part: (number: number) => string, end = ''): string {
  const parts = [head]
  let sum = 0
  for (let number = 0; sum < length; number += 1) {
    const next = part(number)
    parts.push(next)
    sum += next.length
  }
  return parts.join('') + end
}

describe('a policy file of 240 KiB', () => {
  it.each([
    ['aliases', filled('version: 1\nname: &a x\nexceptions:\n', () => '- *a\n'), 4, 'Aliases'],
    ['aliases of aliases', filled('a0: &a0 x\n', (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`), 2, 'Aliases'],
    ['aliases as keys', filled('a: &a x\n', () => '*a : x\n'), 2, 'Aliases'],
    ['anchors', filled('version: 1\nexceptions:\n', (n) => `- &a${n} x\n`), 3, 'more than 5000'],
    ['keys', filled('version: 1\n', (n) => `k${n}: 1\n`), 3334, 'more in the file'],
    ['keys in braces', filled('{', (n) => `k${n}: 1,`, '}'), 1, 'more in the file'],
    ['commas', filled('[', () => ',', ']'), 1, 'more in the file'],
    ['quotes', filled('', () => '"'), 1, 'more in the file'],
    ['tags', filled('version: 1\nname:\n', () => '- !a x\n'), 2858, 'more in the file'],
    ['exceptions in one', filled('version: 1\nexceptions:\n- rules: [', () => 'a, ', ']\n- {}\n'), 3, 'more here'],
    ['brackets', filled('', () => '['), 1, 'nested'],
    ['lists in lists', filled('', () => '- '), 1, 'nested'],
    ['lists below lists', filled('', (n) => `${' '.repeat(n)}-\n`), 20, 'nested'],
    ['keys below keys', filled('', (n) => `${' '.repeat(n)}a:\n`), 20, 'nested'],
    ['questions', filled('', () => '? '), 1, 'nested'],
    ['braces that close nothing', filled('', () => '} ] \n'), 1, 'Unexpected'],
    ['documents', filled('', () => '---\na\n'), 3, 'more than one document'],
    ['a quote that has no end', filled('name: "', () => '\n\n'), length + 1, 'closing'],
  ])('that is nothing but %s is refused before anything is made of it, with the line', (_what, text, line, says) => {
    const faults = faultsOf(text)
    expect(faults[0]).toMatchObject({ line })
    expect(faults[0]?.says).toContain(says)
    expect(faults.length).toBeLessThanOrEqual(50)
  })

  it('is read, or refused with reasons, whatever is repeated in it', () => {
    const word = fc.constantFrom(
      ...'version: 1,exceptions:, ,- ,: ,?,{,},[,],",\',|,>,&a ,!a ,#,a,---,...,%a'.split(','),
      '\n',
      '\t',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.array(word, { maxLength: 5 }), (head, again) => {
        const { policy, faults = [] } = read(head.join('') + again.join('').repeat(400))
        expect(policy === undefined).toBe(faults.length > 0)
        expect(faults.every(({ line, says }) => (line === null || line >= 1) && says !== '')).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a policy with thousands of exceptions', () => {
  const exceptions = Array.from({ length: 3_000 }, (_, number) => ({
    token: `token ${number}`,
    rules: ['unused'],
    owner: 'Ada',
    reason: 'Until the move, [as said]',
    until: '2027-03-31',
  }))
  const item = ({ token, owner, reason, until }: (typeof exceptions)[number]) =>
    `  - token: ${token}\n    rules:\n    - unused\n    owner: ${owner}\n    reason: "${reason}"\n    until: ${until}\n`
  const yaml = `version: 1\nexceptions:\n${exceptions.map(item).join('')}name: Many\n`

  it.each([
    ['YAML', yaml],
    ['JSON', JSON.stringify({ version: 1, exceptions, name: 'Many' })],
    ['JSON in lines', JSON.stringify({ version: 1, exceptions, name: 'Many' }, null, 1)],
  ])('is read whole from %s, in steps of one exception at most', (_what, text) => {
    const steps = policySteps(text, records)
    let long = 0
    let others = 0
    for (;;) {
      const step = steps.next()
      if (step.done === true) {
        expect(step.value.policy).toEqual({ version: 1, exceptions, name: 'Many' })
        break
      }
      if (step.value === 'long') long += 1
      else others += 1
    }
    expect(long).toBeLessThan(5)
    // Words first, then the nodes of each exception, then what they say.
    expect(others).toBeGreaterThan(exceptions.length * 20)
  })

  it('tells the line of what is wrong in any of them', () => {
    const line = (number: number) => 3 + number * 6
    expect(faultsOf(yaml.replace('token: token 2345\n', 'tokin: x\n'))).toMatchObject([
      { line: line(2345), at: 'exceptions.2345.tokin' },
    ])
    expect(faultsOf(yaml.replace('token: token 77\n', 'provider: moon\n'))).toMatchObject([
      { line: line(77), at: 'exceptions.77.provider' },
    ])
    expect(faultsOf(yaml.replace('token: token 9\n', 'token: 9\n    token: "9"\n'))).toMatchObject([
      { line: line(9) + 1, says: 'This key stands here twice.' },
    ])
    expect(faultsOf(yaml.replace('token: token 9\n', 'token: !a x\n'))[0]).toMatchObject({ line: line(9) })
  })
})

it.each([
  ['a comma too few', '[{} {}]', 2, 'Unexpected'],
  ['a comma too few between lines', '[\n  [],\n  []\n  []\n  ]', 4, 'keys must be'],
  ['a comma too many', '[{},,{}]', 2, 'missing'],
  ['a comma at the beginning', '[,{}]', 2, ','],
  ['no bracket at the end', '[{}', 3, 'end with a ]'],
  ['a key twice in one of them', '[{owner: a, owner: b}]', 2, 'twice'],
  ['a list that stands twice', '[]\nexceptions: []', 3, 'twice'],
])('a list of exceptions with %s is refused', (_what, list, line, says) => {
  const [first] = faultsOf(`version: 1\nexceptions: ${list}\n`)
  expect(first?.says).toContain(says)
  expect(first?.line).toBe(line)
})
