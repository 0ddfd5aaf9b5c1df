import { z } from 'zod'
import type { HttpRequest, HttpResponse } from '#main/ports/http'

// As much of OpenAPI 3.0 as a description of JSON calls needs: paths, queries, and schemas of plain objects and lists.

interface Schema {
  readonly $ref?: string | undefined
  readonly type?: string | undefined
  readonly nullable?: boolean | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly required?: readonly string[] | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly items?: Schema | undefined
  readonly allOf?: readonly Schema[] | undefined
}
const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.string().optional(),
    nullable: z.boolean().optional(),
    enum: z.array(z.unknown()).optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    items: schemaSchema.optional(),
    allOf: z.array(schemaSchema).optional(),
  }),
)
const contentSchema = z.object({
  content: z.record(z.string(), z.object({ schema: schemaSchema.optional() })).optional(),
})
const operationSchema = z.object({
  parameters: z.array(z.object({ in: z.string(), name: z.string(), required: z.boolean().optional() })).optional(),
  requestBody: contentSchema.optional(),
  responses: z.record(z.string(), contentSchema),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
})

/** A service's published description, to hold calls against. */
export class OpenApi {
  readonly #document: z.infer<typeof documentSchema>

  constructor(text: string) {
    this.#document = documentSchema.parse(JSON.parse(text))
  }

  /** What is wrong with a call and its answer, one line each; empty when both are as described. */
  problems(request: HttpRequest, answer: HttpResponse): string[] {
    const { pathname, searchParams } = new URL(request.url)
    const template = this.#templateOf(pathname, request.method)
    if (template === undefined) return [`${request.method} ${pathname} is not described`]
    const found = operationSchema.parse(this.#document.paths[template]?.[request.method.toLowerCase()])
    const where = `${request.method} ${template}`
    const known = (found.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
    const unknown = [...searchParams.keys()].filter((name) => !known.includes(name))
    const body = schemaOf(found.requestBody)
    const response = found.responses[String(answer.status)]
    const answered = schemaOf(response)
    return [
      ...unknown.map((name) => `${where}: there is no query ${name}`),
      ...(request.body === undefined || body === undefined
        ? []
        : this.#fit(JSON.parse(request.body), body, `${where} body`, true)),
      ...(response === undefined ? [`${where}: no answer ${answer.status} is described`] : []),
      ...(answered === undefined ? [] : this.#fit(JSON.parse(answer.body), answered, `${where} answer`, false)),
    ]
  }

  /** Of several templates the one with the most text of its own. */
  #templateOf(pathname: string, method: string): string | undefined {
    return Object.keys(this.#document.paths)
      .filter((template) => this.#document.paths[template]?.[method.toLowerCase()] !== undefined)
      .filter((template) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname))
      .sort((one, other) => one.split('{').length - other.split('{').length)[0]
  }

  #fit(value: unknown, schema: Schema, place: string, isClosed: boolean): string[] {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.split('/').at(-1) ?? ''
      const referred = this.#document.components.schemas[name]
      return referred === undefined ? [`${place}: no schema ${name}`] : this.#fit(value, referred, place, isClosed)
    }
    if (value === null && schema.nullable === true) return []
    if (schema.allOf !== undefined) return schema.allOf.flatMap((one) => this.#fit(value, one, place, false))
    if (schema.enum !== undefined && !schema.enum.includes(value))
      return [`${place}: ${String(value)} is not in its list`]
    if (!isOfType(value, schema.type)) return [`${place}: is no ${schema.type ?? ''}`]
    if (Array.isArray(value)) {
      const { items } = schema
      return items === undefined ? [] : value.flatMap((one) => this.#fit(one, items, `${place}[]`, isClosed))
    }
    if (typeof value !== 'object' || value === null || schema.properties === undefined) return []
    const required = schema.required ?? []
    // What may be absent may be null as well: so Go writes a pointer to nothing.
    const fields = new Map(Object.entries(value).filter(([name, field]) => field !== null || required.includes(name)))
    return [
      ...required.filter((name) => !fields.has(name)).map((name) => `${place}: lacks ${name}`),
      ...[...fields].flatMap(([name, field]) => {
        const own = schema.properties?.[name]
        if (own !== undefined) return this.#fit(field, own, `${place}.${name}`, isClosed)
        return isClosed ? [`${place}: has ${name}`] : []
      }),
    ]
  }
}

function schemaOf(part: z.infer<typeof contentSchema> | undefined): Schema | undefined {
  return part?.content?.['application/json']?.schema
}

function isOfType(value: unknown, type: string | undefined): boolean {
  switch (type) {
    case undefined:
      return true
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}
