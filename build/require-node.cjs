// The first step of every npm script that runs our own code. Written for Nodes that are old enough to read nothing newer.
'use strict'

var wanted = 24
var found = process.versions.node

if (Number(found.split('.')[0]) !== wanted) {
  console.error(
    'Keyrack needs Node ' +
      wanted +
      ', and this is Node ' +
      found +
      ': run "npm ci --ignore-scripts=false" once, which puts Node ' +
      wanted +
      ' into node_modules (with ignore-scripts=true its one install script does not run and the Node of this machine is taken instead), then start this again with "npm run" or "npm test".',
  )
  process.exit(1)
}
