import {
  Composer,
  CST,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type Document,
  type YAMLMap,
} from 'yaml'
import type { PolicyFault } from '#shared/model/policy-choice'
import { mostExceptions } from '#shared/model/policy'
import type { Steps } from '../../ports/steps.ts'
import { Weight } from './weight.ts'

/** So many faults are told of one file. */
export const mostFaults = 50
/** Deeper than any policy, and far from what a parser can bear. */
const deepest = 20
/** Signs and words beside the exceptions: limits for every kind of every provider are half of it. */
const mostBeside = 20_000
/** Signs and words of one exception: twenty times what the longest has. */
const mostOfOne = 5_000
/** The one list that may be long: its items are made one after the other. */
const longList = 'exceptions'

/** A document that tells the place of what it has read, or what is wrong with how it is written. */
export type Composed =
  | { readonly document: Document.Parsed; readonly lines: LineCounter; readonly faults?: undefined }
  | { readonly document?: undefined; readonly faults: readonly PolicyFault[] }

/** Something that is wrong; `line` null where that is nowhere in particular. */
export function fault(line: number | null, at: string, says: string): PolicyFault {
  return { line, at: at.slice(0, 300), says: says.slice(0, 500) }
}

/**
 * Makes a document of YAML or JSON that nobody need trust, in small steps. What a parser goes down on, or takes seconds for,
 * is refused before anything is made of it: depth, aliases, more parts than a policy can have.
 */
export function* composeSteps(text: string): Steps<Composed> {
  const lines = new LineCounter()
  const read = yield* tokensOf(text, lines)
  if (read.faults !== undefined) return read
  const { tokens } = read
  const list = takeLongList(tokens)
  if (list !== null && list.items.length > mostExceptions) {
    return refused(lines, list.offset, `There are more than ${String(mostExceptions)} exceptions.`)
  }
  const beside = new Weight(mostBeside)
  for (const token of tokens) beside.add(token)
  if (beside.tooMuchAt !== null) return refused(lines, beside.tooMuchAt, 'There is more in the file than a policy has.')
  const { document, faults } = composed(tokens, text.length, lines)
  yield 'long'
  if (faults.length > 0 || list === null) return faults.length > 0 ? { faults } : { document, lines }
  const made: unknown[] = []
  for (const [at, item] of list.items.slice(0, -1).entries()) {
    const weight = new Weight(mostOfOne)
    weight.addItem(item)
    if (weight.tooMuchAt !== null) return refused(lines, weight.tooMuchAt, 'There is more here than an exception has.')
    const alone = only(list, at)
    const part = composed([{ type: 'document', offset: list.offset, start: [], value: alone }], text.length, lines)
    faults.push(...part.faults)
    const nodes = isCollection(part.document.contents) ? part.document.contents.items : []
    const next = list.items[at + 1]
    const isParted = list.type === 'block-seq' || next === undefined || isEmpty(next) || hasComma(next)
    if (nodes.length === 0 || !isParted) {
      const what = isParted ? 'Something' : 'A comma'
      return refused(
        lines,
        next === undefined ? list.offset : placeOf(next, list.offset),
        `${what} is missing before this.`,
      )
    }
    made.push(...nodes)
    if (faults.length >= mostFaults) break
    yield
  }
  const whole = listIn(document)
  if (whole === null) return refused(lines, list.offset, 'This does not fit here.')
  whole.unshift(...made)
  return faults.length > 0 ? { faults: faults.slice(0, mostFaults) } : { document, lines }
}

/** The file as the parser's tokens: one document, and what stands around it. A step for each word of it. */
function* tokensOf(
  text: string,
  lines: LineCounter,
): Steps<{ readonly tokens: CST.Token[]; readonly faults?: undefined } | ReturnType<typeof refused>> {
  const tokens: CST.Token[] = []
  const aliases: PolicyFault[] = []
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  let hasDocument = false
  const take = (found: Iterable<CST.Token>): ReturnType<typeof refused> | null => {
    for (const token of found) {
      const isDocument = token.type === 'document'
      if (isDocument && hasDocument) {
        return refused(lines, token.offset, 'There is more than one document in the file.')
      }
      hasDocument ||= isDocument
      if (token.type === 'error') return refused(lines, token.offset, errorText('', token.message))
      tokens.push(token)
    }
    return null
  }
  let isText = false
  for (const word of new Lexer().lex(text)) {
    if (!isText && CST.tokenType(word) === 'alias') {
      aliases.push(fault(lines.linePos(parser.offset).line, '', 'Aliases (`*name`) are not allowed here.'))
      if (aliases.length === mostFaults) break
    }
    isText = word === CST.SCALAR
    const wrong = take(parser.next(word))
    if (wrong !== null) return wrong
    if (parser.stack.length > deepest) return refused(lines, parser.offset, 'This is nested too deeply.')
    yield
  }
  if (aliases.length > 0) return { faults: aliases }
  return take(parser.end()) ?? { tokens }
}

function refused(lines: LineCounter, offset: number, says: string): { readonly faults: readonly PolicyFault[] } {
  return { faults: [fault(lines.linePos(offset).line, '', says)] }
}

/** Makes a document of tokens. Keys that stand twice are not looked for: that takes as long as there are pairs of them. */
function composed(
  tokens: readonly CST.Token[],
  end: number,
  lines: LineCounter,
): { readonly document: Document.Parsed; readonly faults: PolicyFault[] } {
  const composer = new Composer({ schema: 'core', merge: false, stringKeys: true, uniqueKeys: false })
  const [document] = composer.compose(tokens, true, end)
  if (document === undefined) throw new TypeError('A composer gives a document.')
  const errors = [...document.errors, ...document.warnings]
    .slice(0, mostFaults)
    .map(({ pos, message, code }) => fault(lines.linePos(pos[0]).line, '', errorText(code, message)))
  return { document, faults: [...errors, ...writingFaults(document, lines)] }
}

const errorTexts: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'A tab is used for indentation: YAML takes blanks only.',
}

function errorText(code: string, message: string): string {
  return errorTexts[code] ?? `${(message.split('\n')[0] ?? '').replace(/\.$/, '')}.`
}

type Collection = CST.BlockSequence | CST.FlowCollection

/** Takes the items out of the list of exceptions, and leaves the last one in its place, as what follows goes by its end. */
function takeLongList(tokens: readonly CST.Token[]): Collection | null {
  const root = tokens.find((token) => token.type === 'document')?.value
  if (root?.type !== 'block-map' && root?.type !== 'flow-collection') return null
  const items: CST.CollectionItem[] = root.items
  const item = items.find(({ key }) => CST.isScalar(key) && nameOf(key) === longList)
  const list = item?.value
  const isList = list?.type === 'block-seq' || (list?.type === 'flow-collection' && list.start.source === '[')
  if (item === undefined || !isList) return null
  item.value = only(list, list.items.length - 1)
  return list
}

/** A list with one of its items alone, or none. */
function only(list: Collection, at: number): Collection {
  const item: CST.CollectionItem | undefined = list.items[at]
  const start = item?.start.filter(({ type }) => at === 0 || type !== 'comma') ?? []
  return { ...list, items: item === undefined ? [] : [{ ...item, start }] } as Collection
}

/** What a key says; what is wrong with how it is written is told when it is composed. */
function nameOf(key: CST.FlowScalar | CST.BlockScalar): string {
  return CST.resolveAsScalar(key, false, () => undefined).value
}

/** The place that the items are put in again. */
function listIn({ contents }: Document): unknown[] | null {
  const pairs: readonly unknown[] = isCollection(contents) ? contents.items : []
  const pair = pairs.find((one) => isPair(one) && isScalar(one.key) && one.key.value === longList)
  return isPair(pair) && isCollection(pair.value) ? pair.value.items : null
}

/** Nothing but blanks, as stand before the bracket at the end. */
function isEmpty({ value, key, sep }: CST.CollectionItem): boolean {
  return value === undefined && key == null && sep === undefined
}

function hasComma({ start }: CST.CollectionItem): boolean {
  return start.some(({ type }) => type === 'comma')
}

/** Where an item begins, as far as it has anything. */
function placeOf({ value, key, start }: CST.CollectionItem, otherwise: number): number {
  return value?.offset ?? key?.offset ?? start[0]?.offset ?? otherwise
}

/** What YAML allows, and a policy does not. */
function writingFaults(document: Document, lines: LineCounter): PolicyFault[] {
  const found: PolicyFault[] = []
  const add = (node: unknown, says: string): void => {
    const range = isNode(node) ? node.range : null
    found.push(fault(range == null ? null : lines.linePos(range[0]).line, '', says))
  }
  visit(document, (_key, node) => {
    // It would be passed over on the way into an object.
    if (isPair(node) && isScalar(node.key) && node.key.value === '__proto__') add(node.key, 'This key is not allowed.')
    if (isMap(node)) for (const key of twice(node)) add(key, 'This key stands here twice.')
    if (!isNode(node)) return undefined
    if (node.tag?.startsWith('!') === true || (isScalar(node) && node.tag?.startsWith('tag:yaml.org') === false)) {
      add(node, 'Tags (`!name`) are not allowed here.')
    }
    return found.length >= mostFaults ? visit.BREAK : undefined
  })
  return found
}

/** Keys that are there before them already. */
function* twice(map: YAMLMap): Generator {
  const seen = new Set<unknown>()
  for (const { key } of map.items) {
    const name = isScalar(key) ? key.value : key
    if (seen.has(name)) yield key
    seen.add(name)
  }
}
