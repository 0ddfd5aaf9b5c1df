import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import * as grafbase from '#main/providers/grafbase/operations'
import { operations as moderne } from '#main/providers/moderne/operations'

/**
 * Holds what Keyrack sends against the schemas that services publish. They are public and not kept here: put them into a
 * folder, and name it in KEYRACK_SCHEMAS. Moderne's is static/graphql/schema.graphql of github.com/moderneinc/moderne-docs,
 * Grafbase's was cli/src/api/graphql/api.graphql of github.com/grafbase/grafbase.
 */
const folder = process.env['KEYRACK_SCHEMAS']

const services: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['moderne.graphql', moderne],
  ['grafbase.graphql', grafbase],
]

describe.skipIf(folder === undefined).each(services)('%s as it is published', (file, operations) => {
  it.each(Object.entries(operations))('has all that the operation %s asks for', (_name, operation) => {
    // A supergraph's own directives are declared in ways that only its router checks.
    const schema = buildSchema(readFileSync(`${folder ?? ''}/${file}`, 'utf8'), { assumeValidSDL: true })
    expect(validate(schema, parse(operation)).map(({ message }) => message)).toEqual([])
  })
})
