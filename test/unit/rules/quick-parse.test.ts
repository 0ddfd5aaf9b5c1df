import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tagsSchema, tokenSchema, type Token } from '#shared/model/token'
import { quickParser } from '#shared/rules/quick-parse'

const token: Token = {
  id: 'account/part/1',
  accountId: 'account',
  partId: 'account/part',
  provider: 'pulumi',
  issuerId: '1',
  owner: { kind: 'organization', id: 'acme', name: 'Acme', organization: 'acme' },
  kind: 'organization',
  name: 'deploy',
  description: '',
  created: { kind: 'at', at: 1_763_000_000_000 },
  lastUsed: { kind: 'never' },
  expiry: { kind: 'at', at: 1_773_000_000_000, by: 'typed' },
  scopes: { kind: 'listed', names: ['read', 'write'] },
  admin: false,
  lastUsedFrom: ['192.0.2.1'],
  rateLimit: { limit: 60, remaining: 0, resetsAt: 1_763_000_100_000 },
  leaked: { at: null, where: 'a commit' },
  state: 'active',
  asOf: 1_763_000_000_000,
}

/** What comes of parsing: the value, or that it was refused and why. */
function outcome(parse: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return { value: parse(value) }
  } catch (error) {
    return { refused: error instanceof z.ZodError ? error.issues : error }
  }
}

function expectSame(schema: z.ZodType, value: unknown): void {
  expect(outcome(quickParser(schema), value)).toEqual(outcome((one) => schema.parse(one), value))
}

/** Every place in a value: the objects and lists, with each of their keys. */
function placesIn(value: unknown): { readonly holder: Record<string, unknown>; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])])
}

const json = fc.jsonValue({ maxDepth: 2 })

describe('parsing quickly', () => {
  it('gives a token that fits back itself', () => {
    expect(quickParser(tokenSchema)(token)).toBe(token)
    expect(quickParser(z.array(tokenSchema))([token])[0]).toBe(token)
  })

  it('says what the schema says of a token in which anything was changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.option(json), fc.constantFrom('set', 'remove', 'add'), (number, value, how) => {
        const changed = structuredClone(token)
        const places = placesIn(changed)
        const { holder, key } = places[number % places.length] ?? { holder: {}, key: '' }
        if (how === 'set') holder[key] = value
        else if (how === 'remove') Reflect.deleteProperty(holder, key)
        else holder['more'] = value
        // As it comes out of a file: lists have nothing but their elements, and no gaps.
        expectSame(tokenSchema, JSON.parse(JSON.stringify(changed)))
      }),
      { numRuns: 500 },
    )
  })

  it('says what the schema says of anything', () => {
    fc.assert(fc.property(json, (value) => expectSame(tokenSchema, value)))
  })

  it.each([
    ['a text at its bounds', z.string().min(2).max(3), ['', 'a', 'ab', 'abc', 'abcd', '💡', '💡💡', 2, null, ['ab']]],
    ['a whole number at its bounds', z.int().min(-2).max(2), [-3, -2, 0, 2, 3, 1.5, NaN, 2 ** 53, '1', null]],
    ['a number beyond and below', z.int().gt(0).lt(3), [0, 1, 2, 3]],
    [
      'a list at its bounds',
      z.array(z.boolean()).min(1).max(2),
      [[], [true], [true, false], [1], [true, true, true], {}],
    ],
    ['null', z.string().nullable(), [null, 'a', undefined, 0]],
    ['literals', z.literal(['a', 1, null]), ['a', 1, null, '1', undefined]],
    ['names', z.enum(['a', 'b']), ['a', 'c', 0, 'toString']],
    [
      'kinds',
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('a') }),
        z.strictObject({ kind: z.literal('b'), at: z.int() }),
      ]),
      [{ kind: 'a' }, { kind: 'a', at: 1 }, { kind: 'b' }, { kind: 'b', at: 1 }, {}, null],
    ],
    [
      'fields',
      z.strictObject({ a: z.int(), b: z.int().optional() }),
      [
        { a: 1 },
        { a: 1, b: 2 },
        { b: 2 },
        { a: 1, c: 3 },
        [],
        Object.create({ a: 1 }),
        JSON.parse('{"a":1,"__proto__":2}'),
      ],
    ],
    ['no field at all', z.strictObject({ a: z.int().optional() }), [{}, [], '', null, { a: 1 }]],
  ])('agrees with the schema on %s', (_, schema, values: readonly unknown[]) => {
    for (const value of values) expectSame(schema, value)
  })

  it.each([
    ['trims', tagsSchema, [' a ']],
    ['looks at a pattern', z.string().regex(/^a+$/), 'b'],
    ['has a rule of its own', z.strictObject({ a: z.int() }).refine(({ a }) => a > 1), { a: 1 }],
    [
      'has a rule of its own beside null',
      z
        .int()
        .nullable()
        .refine((value) => value !== 1),
      1,
    ],
    [
      'has a rule of its own for one kind or the other',
      z.union([z.int(), z.string()]).refine((value) => value !== 1),
      1,
    ],
    [
      'has a rule of its own for a field that may be missing',
      z.strictObject({
        a: z
          .int()
          .optional()
          .refine((value) => value !== 1),
      }),
      { a: 1 },
    ],
    ['drops other fields', z.object({ a: z.int() }), { a: 1, b: 2 }],
    ['has a default', z.strictObject({ a: z.int().default(3) }), {}],
    ['coerces', z.coerce.number(), '3'],
    ['makes something else of it', z.strictObject({ a: z.string().transform(Number) }), { a: '3' }],
    ['keeps other fields', z.looseObject({ a: z.int() }), { a: 1, b: 2 }],
    ['knows a format', z.strictObject({ at: z.uuid() }), { at: 'no' }],
  ])('leaves a schema to itself that %s', (_, schema, value) => {
    expectSame(schema, value)
  })
})
