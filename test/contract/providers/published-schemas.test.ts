import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import * as grafbase from '#main/providers/grafbase/operations'
import { operations as moderne } from '#main/providers/moderne/operations'
import { schemaFolder, whyNoSchemas } from './schema-folder.ts'

/**
 * Holds what Keyrack sends against the schemas that services publish. Moderne's is static/graphql/schema.graphql of
 * github.com/moderneinc/moderne-docs, Grafbase's was cli/src/api/graphql/api.graphql of github.com/grafbase/grafbase.
 */
const services: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['moderne.graphql', moderne],
  ['grafbase.graphql', grafbase],
]

describe.each(services)('%s as it is published', (file, operations) => {
  beforeEach(({ skip }) => {
    if (schemaFolder === undefined) skip(whyNoSchemas)
  })

  it.each(Object.entries(operations))('has all that the operation %s asks for', (_name, operation) => {
    // A supergraph's own directives are declared in ways that only its router checks.
    const schema = buildSchema(readFileSync(`${schemaFolder ?? ''}/${file}`, 'utf8'), { assumeValidSDL: true })
    expect(validate(schema, parse(operation)).map(({ message }) => message)).toEqual([])
  })
})
