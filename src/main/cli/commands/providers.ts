import { providerTable, tableOperations } from '#shared/rules/provider-table'
import { exits } from '../exit.ts'
import { writeListing } from '../output/format.ts'
import { placeOf, type CommonOptions } from '../place.ts'
import { withApp, type Command } from '../session.ts'

/** `keyrack providers`: what can be done with which kind of token at which provider. Needs no vault. */
export async function providers(command: Command, options: CommonOptions): Promise<number> {
  const place = placeOf({}, command.terminal.environment)
  return withApp(command, place, { access: 'none' }, async ({ context, terminal }) => {
    const rows = providerTable(context.catalogue).flatMap((provider) =>
      provider.kinds.map((kinds) => ({ provider, kinds })),
    )
    await writeListing(terminal, options, {
      items: rows,
      columns: [
        { heading: 'ID' },
        { heading: 'NAME', atLeast: 8 },
        { heading: 'KINDS', atLeast: 12 },
        ...tableOperations.map((operation) => ({ heading: operation.toUpperCase() })),
      ],
      cells: ({ provider, kinds }) => [
        provider.id,
        provider.name,
        kinds.labels.join(', '),
        ...tableOperations.map((operation) => kinds.cells[operation].how),
      ],
      json: {
        format: 'providers',
        field: 'kinds',
        item: ({ provider, kinds }) => ({
          provider: provider.id,
          providerName: provider.name,
          hosts: provider.hosts,
          ownAddress: provider.ownAddress,
          kinds: kinds.labels,
          support: kinds.cells,
        }),
      },
      csv: {
        headings: ['id', 'name', 'kinds', ...tableOperations],
        cells: ({ provider, kinds }) => [
          provider.id,
          provider.name,
          kinds.labels.join(', '),
          ...tableOperations.map((operation) => kinds.cells[operation].how),
        ],
      },
      empty: '',
    })
    return exits.fine
  })
}
