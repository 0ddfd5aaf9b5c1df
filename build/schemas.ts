import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { policySchema } from '#shared/model/policy'
import { auditDocumentSchema } from '#shared/model/report'
import { projectRoot } from './aliases.ts'

/** The JSON Schemas that docs/ publishes, by their files. */
const published = {
  'docs/audit.schema.json': () =>
    schemaText(auditDocumentSchema, {
      // What we write has these fields and no others; what reads it is to pass over fields of later versions.
      override: ({ jsonSchema }) => {
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
        // The format says it.
        if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
      },
    }),
  // What people write: a key that nobody knows is a mistake, so nothing is taken away from it.
  'docs/policy.schema.json': () => schemaText(policySchema, { io: 'input' }),
} satisfies Record<string, () => string>

export type PublishedSchema = keyof typeof published

export const publishedSchemas = Object.keys(published) as PublishedSchema[]

/** A schema as its file has it. */
export function publishedSchema(file: PublishedSchema): string {
  return published[file]()
}

function schemaText(schema: z.ZodType, options: Parameters<typeof z.toJSONSchema>[1]): string {
  return `${JSON.stringify(z.toJSONSchema(schema, options), null, 2)}\n`
}

if (import.meta.main) {
  for (const file of publishedSchemas) writeFileSync(join(projectRoot, file), publishedSchema(file))
}
