import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProviders } from '#main/providers/index'
import { providerTable, tableOperations, tableServices, type ProviderRow } from '#shared/rules/provider-table'
import { projectRoot } from './aliases.ts'

const begin = '<!-- Made from the providers’ records by `npm run providers`. -->'
const end = '<!-- The end of what is made. -->'
const file = join(projectRoot, 'README.md')

const heads = ['list', 'create', 'change', 'regenerate', 'revoke', 'audit log', 'revoke all', 'revoke by value']
const words = { native: 'yes', emulated: 'emulated', guided: 'guided', none: '–' } as const
const verifiedBy = {
  'real-server': 'a real server',
  simulator: 'a simulator',
  nothing: 'nothing',
} satisfies Record<ProviderRow['verified']['by'], string>

/** The table of the README, in Markdown, from the records of the providers. */
export function readmeTable(): string {
  const unused = () => Promise.reject(new Error('a record makes no call'))
  const ports = { http: { send: unused }, clock: { now: () => 0, after: () => () => {} } }
  const rows = providerTable(createProviders(ports).map(({ record }) => record))
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(['provider', 'tokens', ...heads]),
    `|${'---|'.repeat(heads.length + 2)}`,
    ...rows.flatMap(({ name, kinds, services }) =>
      kinds.map(({ labels, cells }, at) =>
        line([
          at === 0 ? `**${text(name)}**` : '',
          text(labels.join(', ')),
          ...tableOperations.map((operation) => words[cells[operation].how]),
          ...tableServices.map((service) => (at === 0 ? words[services[service].how] : '')),
        ]),
      ),
    ),
    '',
    ...rows.map(verification),
  ].join('\n')
}

function verification({ name, notice, hosts, ownAddress, verified }: ProviderRow): string {
  const places = [...hosts, ...(ownAddress ? ['an address of your own'] : [])].join(', ')
  const sources = verified.sources.length === 0 ? '' : ` (${verified.sources.join('; ')})`
  const more = notice === '' ? '' : ` ${notice}`
  return text(`- ${name}: ${places}. Verified against ${verifiedBy[verified.by]}${sources}.${more}`)
}

/** Text that stays text in a table of Markdown. */
function text(value: string): string {
  return value.replace(/[\\|<>`*_[\]]/g, '\\$&')
}

/** A page with its table made anew. Throws Error when it has no place for one. */
export function withTable(page: string): string {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error('There is no place for the table of providers in this page.')
  return `${page.slice(0, from)}${begin}\n\n${readmeTable()}\n\n${page.slice(to)}`
}

if (import.meta.main) writeFileSync(file, withTable(readFileSync(file, 'utf8')))
