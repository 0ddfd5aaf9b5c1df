import { parseSync } from 'vite'

/** The modules that bundled code loads by name: with import, export from, import(), require() and process.getBuiltinModule(). */
export function importsOf(code: string): string[] {
  const names: string[] = []
  const { program, errors } = parseSync('bundle.js', code, { sourceType: 'unambiguous' })
  if (errors.length > 0) throw new Error(`it cannot be read: ${errors[0]?.message ?? ''}`)
  visit(program, (node) => {
    const name = textOf(moduleOf(node))
    if (name !== undefined) names.push(name)
  })
  return names
}

type Node = Readonly<Record<string, unknown>>

/** The part of a node that names a module, where it has one. */
function moduleOf(node: Node): unknown {
  switch (node['type']) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node['source']
    case 'CallExpression':
      return isRequire(node['callee']) || isAskingNode(node['callee'])
        ? (node['arguments'] as readonly unknown[])[0]
        : undefined
    default:
      return undefined
  }
}

/** Bundlers write `require` or a name of their own that holds it, such as `__require`. */
function isRequire(callee: unknown): boolean {
  return isNode(callee) && callee['type'] === 'Identifier' && /^_*require\d*$/.test(String(callee['name']))
}

function isAskingNode(callee: unknown): boolean {
  if (!isNode(callee) || callee['type'] !== 'MemberExpression') return false
  const property = callee['property']
  return isNode(property) && property['name'] === 'getBuiltinModule'
}

/** A minifier writes texts between whichever quotation marks are shortest. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node['type'] === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined
  const [only, more] = node['type'] === 'TemplateLiteral' ? (node['quasis'] as readonly Node[]) : []
  return only === undefined || more !== undefined ? undefined : (only['value'] as { readonly cooked: string }).cooked
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, seen)
  else if (isNode(value)) {
    seen(value)
    for (const part of Object.values(value)) if (typeof part === 'object') visit(part, seen)
  }
}
