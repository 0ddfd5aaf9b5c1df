/**
 * Where the descriptions that services publish of their APIs are: a folder that KEYRACK_SCHEMAS names. They are public and
 * not kept here; the tests that read them say where each is from.
 */
export const schemaFolder = process.env['KEYRACK_SCHEMAS']

/** Why a test that needs one was not run. */
export const whyNoSchemas =
  'KEYRACK_SCHEMAS names no folder with moderne.graphql, grafbase.graphql and pulumi.json, which the services publish'
