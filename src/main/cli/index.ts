// The root of the command line. It parses on old Nodes too, so that those are told in one sentence what is missing.
const oldest = [22, 19] as const
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
  const { main } = await import('./main.ts')
  await main()
} else {
  process.stderr.write(`keyrack needs Node ${oldest.join('.')} or newer, and this is ${process.versions.node}.\n`)
  process.exitCode = 1
}

export {}
