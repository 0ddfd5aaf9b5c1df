// How dependency-cruiser finds `#` imports: it takes only the first entry of a fallback list such as package.json has for
// `#renderer/*` (`.tsx`, else `.ts`), so it gets the folders and finds the extension itself.
'use strict'

const { resolve } = require('node:path')

const alias = Object.fromEntries(
  ['shared', 'main', 'renderer'].map((name) => [`#${name}`, resolve(process.cwd(), 'src', name)]),
)
alias['#test'] = resolve(process.cwd(), 'test')
alias['#build'] = resolve(process.cwd(), 'build')

module.exports = { resolve: { alias } }
