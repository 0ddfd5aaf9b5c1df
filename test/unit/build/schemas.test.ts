import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '#build/aliases'
import { publishedSchema, publishedSchemas } from '#build/schemas'

it.each(publishedSchemas)('%s is what the product reads and writes; `npm run schemas` makes it anew', (file) => {
  expect(readFileSync(join(projectRoot, file), 'utf8')).toBe(publishedSchema(file))
})
