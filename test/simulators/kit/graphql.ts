import {
  assertScalarType,
  buildSchema,
  executeSync,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { isObject, type UncheckedObject } from './fields.ts'

/** A request's body as GraphQL over HTTP has it: one operation, never a batch. */
export interface GraphqlRequest {
  readonly query: string
  readonly variables: UncheckedObject
  readonly operationName: string | undefined
}

/**
 * How far a request got, and what there is to answer. Only `executed` has run anything; services differ in the status
 * they give the others.
 */
export interface GraphqlOutcome {
  readonly stage: 'not parsed' | 'not valid' | 'wrong variables' | 'executed'
  readonly result: FormattedExecutionResult
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/

/**
 * A schema from its text; its `DateTime`, if it has one, is milliseconds inside and RFC 3339 outside. `times` narrows
 * what is taken for a time.
 */
export function schemaFrom(text: string, times: RegExp = RFC_3339): GraphQLSchema {
  const schema = buildSchema(text)
  if (schema.getType('DateTime')) {
    const dateTime = assertScalarType(schema.getType('DateTime'))
    dateTime.coerceInputValue = (value) => {
      const time = typeof value === 'string' && times.test(value) ? Date.parse(value) : NaN
      if (Number.isNaN(time)) throw new GraphQLError(`DateTime cannot represent ${JSON.stringify(value)}`)
      return time
    }
    dateTime.coerceOutputValue = (value) => new Date(value as number).toISOString()
  }
  return schema
}

/** `undefined` for a body that is no GraphQL request in JSON. */
export function readGraphqlRequest(body: string): GraphqlRequest | undefined {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  if (!isObject(value)) return undefined
  const { query, variables, operationName } = value
  if (typeof query !== 'string' || query.trim() === '') return undefined
  if (!isObject(variables ?? {}) || typeof (operationName ?? '') !== 'string') return undefined
  return {
    query,
    variables: (variables ?? {}) as UncheckedObject,
    operationName: (operationName as string | null | undefined) ?? undefined,
  }
}

/**
 * Runs a request against a root object whose methods are the fields of Query and Mutation. An error without `extensions`
 * that is none of GraphQL's own is a mistake in the simulator and is thrown on, so that no test takes it for an answer.
 */
export function runGraphql(schema: GraphQLSchema, request: GraphqlRequest, rootValue: object): GraphqlOutcome {
  let document: DocumentNode
  try {
    document = parse(request.query)
  } catch (error) {
    if (error instanceof GraphQLError) return { stage: 'not parsed', result: { errors: [error.toJSON()] } }
    throw error
  }
  const invalid = validate(schema, document)
  if (invalid.length > 0) return { stage: 'not valid', result: { errors: invalid.map((error) => error.toJSON()) } }
  const { variables: variableValues, operationName } = request
  const result = executeSync({
    schema,
    document,
    rootValue,
    variableValues,
    ...(operationName === undefined ? {} : { operationName }),
  })
  for (const { cause } of result.errors ?? []) {
    if (cause instanceof Error && !(cause instanceof GraphQLError)) throw cause
  }
  const { errors, ...data } = result
  const answer = errors ? { ...data, errors: errors.map((error) => error.toJSON()) } : data
  return { stage: 'data' in result ? 'executed' : 'wrong variables', result: answer }
}
