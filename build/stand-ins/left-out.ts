// Stands in the main bundle for packages that electron-store brings along for features that Keyrack leaves alone: a schema
// (ajv, ajv-formats) and migrations (semver). Loading them took as long at every start as all of Keyrack's own modules, and
// what is not there cannot be attacked.

function leftOut(): never {
  throw new Error(
    'Preferences have neither a schema nor migrations in electron-store: see build/stand-ins/left-out.ts.',
  )
}

export { leftOut as Ajv2020 }
export default { eq: leftOut, clean: leftOut, satisfies: leftOut, lte: leftOut, gt: leftOut, default: leftOut }
