// The walls of the house: who may import whom. docs and reasons: the comment of each rule is what a violation prints.
'use strict'

const rooms = [
  'vault',
  'inventory',
  'operations',
  'places',
  'scan',
  'importers',
  'audit',
  'reports',
  'activity',
  'schedule',
  'inspect',
  'team',
]
const anyRoom = `^src/main/(${rooms.join('|')})(/|\\.ts$)`
const shared = '^src/shared/'
const ports = '^src/main/ports(/|\\.ts$)'
const formats = '^src/main/formats/'
const inspecting = '^src/main/inspect/'
const typeOnly = ['type-only', 'type-import']

/** Every file of the project outside `allowed`; packages and Node's own modules are ruled on apart. */
const filesOutside = (...allowed) => ({ path: '^(src|test|build)/', pathNot: allowed })

const forbidden = [
  {
    name: 'no-cycles',
    comment: 'A cycle has no bottom to test from: move what both need below them.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolves',
    comment: 'This import leads nowhere.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '^electron$|\\.css$' },
  },
  {
    name: 'product-never-sees-tests-or-build',
    comment: 'What is under src/ is shipped; test/ and build/ are not.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^(test|build)/' },
  },
  {
    name: 'shared-imports-zod-only',
    comment: 'Every process loads src/shared: it may import itself and zod, nothing else.',
    severity: 'error',
    from: { path: shared },
    to: { pathNot: [shared, '(^|/)node_modules/zod/'] },
  },
  {
    name: 'rules-stay-free-of-zod',
    comment:
      'The window loads src/shared/rules and text, and zod must not come along: take types from the model, no schemas.',
    severity: 'error',
    from: { path: '^src/shared/(rules|text)(/|\\.ts$)' },
    to: { pathNot: '^src/shared/(rules|text)(/|\\.ts$)', dependencyTypesNot: typeOnly },
  },
  {
    name: 'ports-import-shared-only',
    comment: 'A port is an interface over our own words.',
    severity: 'error',
    from: { path: ports },
    to: { ...filesOutside(ports, shared) },
  },
  {
    name: 'rooms-see-ports-and-shared-only',
    comment: 'Subject rooms meet in app/ and touch the world through ports/; they never import each other.',
    severity: 'error',
    from: { path: anyRoom },
    to: { ...filesOutside('^src/main/$1(/|\\.ts$)', formats, ports, shared) },
  },
  {
    name: 'inspecting-reaches-nothing',
    comment:
      'What looks at a value that somebody pastes is pure: no network, no file, no window, no port to any of them; of Node ' +
      'the module for bytes alone.',
    severity: 'error',
    from: { path: inspecting },
    to: { pathNot: [inspecting, shared, '^(node:)?buffer$'] },
  },
  {
    name: 'formats-see-themselves-only',
    comment:
      'How values stand in the files of tools: text in, text out, for every room that reads or writes such files.',
    severity: 'error',
    from: { path: formats },
    to: { pathNot: formats },
  },
  {
    name: 'kit-sees-ports-and-shared-only',
    comment: 'The kit serves every provider and knows none.',
    severity: 'error',
    from: { path: '^src/main/providers/kit/' },
    to: { ...filesOutside('^src/main/providers/kit/', ports, shared) },
  },
  {
    name: 'a-provider-sees-kit-ports-shared-only',
    comment: 'A provider is a folder or a file of its own; what two of them need goes into the kit.',
    severity: 'error',
    from: { path: '^src/main/providers/([^/]+?)(/|\\.ts$)', pathNot: '^src/main/providers/(kit/|index\\.ts$)' },
    to: { ...filesOutside('^src/main/providers/$1(/|\\.ts$)', '^src/main/providers/kit/', ports, shared) },
  },
  {
    name: 'the-list-of-providers-sees-providers-only',
    comment: 'providers/index.ts is the list, nothing more.',
    severity: 'error',
    from: { path: '^src/main/providers/index\\.ts$' },
    to: { ...filesOutside('^src/main/providers/', ports, shared) },
  },
  {
    name: 'app-sees-rooms-providers-ports-shared',
    comment: 'Use cases run in a plain Node test: no adapters, no ipc, no command line.',
    severity: 'error',
    from: { path: '^src/main/app/' },
    to: { ...filesOutside('^src/main/app/', anyRoom, '^src/main/providers/', ports, shared) },
  },
  {
    name: 'ipc-sees-app-ports-shared',
    comment: 'ipc/ translates channels to app/.',
    severity: 'error',
    from: { path: '^src/main/ipc/' },
    to: { ...filesOutside('^src/main/ipc/', '^src/main/app/', ports, shared) },
  },
  {
    name: 'cli-sees-app-ports-shared-and-node-adapters',
    comment:
      'cli/ translates the command line to app/; its root joins the adapters of Node. Of the rooms it sees the two that are ' +
      'functions of what they are given: reports and inspect.',
    severity: 'error',
    from: { path: '^src/main/cli/' },
    to: {
      ...filesOutside(
        '^src/main/cli/',
        '^src/main/app/',
        '^src/main/adapters/node/',
        '^src/main/(reports|inspect)/',
        ports,
        shared,
      ),
    },
  },
  {
    name: 'adapters-see-ports-and-shared-only',
    comment: 'An adapter fulfils a port; it knows no use case and no room.',
    severity: 'error',
    from: { path: '^src/main/adapters/' },
    to: { ...filesOutside('^src/main/adapters/', ports, shared) },
  },
  {
    name: 'node-adapters-know-no-electron-ones',
    comment: 'The command line and plain Node tests load adapters/node.',
    severity: 'error',
    from: { path: '^src/main/adapters/node/' },
    to: { path: '^src/main/adapters/electron/' },
  },
  {
    name: 'only-roots-see-adapters',
    comment: 'Everything else gets its adapters handed in, as ports.',
    severity: 'error',
    from: {
      path: '^src/',
      pathNot: ['^src/main/(index|join|scan-thread|import-thread)\\.ts$', '^src/main/cli/', '^src/main/adapters/'],
    },
    to: { path: '^src/main/adapters/' },
  },
  {
    name: 'nobody-imports-a-root',
    comment: 'A root joins everything and is joined by nothing.',
    severity: 'error',
    from: { pathNot: '^(src/main|test/demo)/(index|main)\\.ts$' },
    to: { path: '^(src/main|test/demo)/(index|main|join)\\.ts$' },
  },
  {
    name: 'electron-only-in-adapters-roots-preload',
    comment: 'Only adapters/electron, the roots and the preload touch Electron; ipc/ may name its types.',
    severity: 'error',
    from: {
      path: '^(src|test|build)/',
      pathNot: [
        '^src/main/(index|join)\\.ts$',
        '^src/main/adapters/electron/',
        '^src/preload/',
        '^test/demo/((main|join)\\.ts$|electron/)',
        '^test/adapters/',
        // These run inside Electron: the app that starts others, and the window that the app is compared with.
        '^build/electron/default-app/',
        '^test/bench/bare/',
      ],
    },
    to: { path: '(^|/)node_modules/electron/|^electron$', dependencyTypesNot: typeOnly },
  },
  {
    name: 'electron-types-only-near-electron',
    comment: 'Outside of adapters, roots, ipc and preload not even the types of Electron are known.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(main/((index|join)\\.ts$|adapters/electron/|ipc/)|preload/)' },
    to: { path: '(^|/)node_modules/electron/|^electron$' },
  },
  {
    name: 'the-world-only-through-adapters',
    comment: 'Files, network and processes are touched by adapters only: take a port.',
    severity: 'error',
    from: { path: '^src/main/', pathNot: ['^src/main/adapters/', '^src/main/(index|join)\\.ts$', '^src/main/cli/'] },
    to: {
      dependencyTypes: ['core'],
      pathNot:
        '^(node:)?(crypto|buffer|util|util/types|events|path|path/posix|url|timers|timers/promises|string_decoder|async_hooks|zlib)$',
    },
  },
  {
    name: 'crypto-only-in-the-vault',
    comment:
      'Cryptography is in one room; the others get fingerprints and random ids through ports. Files that other programs ' +
      'have sealed are opened in importers/sealed/, in the way of those programs; nothing is sealed there.',
    severity: 'error',
    from: {
      path: '^src/main/',
      pathNot: ['^src/main/(vault|adapters|importers/sealed)/', '^src/main/(index|join)\\.ts$', '^src/main/cli/'],
    },
    to: { dependencyTypes: ['core'], path: '^(node:)?crypto$' },
  },
  {
    name: 'network-packages-only-in-adapters',
    comment: 'undici and electron-store are behind ports.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/main/adapters/' },
    to: { path: '(^|/)node_modules/(undici|electron-store)/' },
  },
  {
    name: 'what-is-large-waits-for-its-turn',
    comment:
      'A command begins with the derivation of the key and needs neither zod nor undici for that: the vault loads the ' +
      'schemas of records once its key is there, the command line loads HTTP when the first call is made.',
    severity: 'error',
    from: { path: '^src/main/(vault|cli)/' },
    to: {
      path: '^src/main/(ports/record-schemas|adapters/node/http)\\.ts$|(^|/)node_modules/(zod|undici)/',
      dynamic: false,
      dependencyTypesNot: typeOnly,
    },
  },
  {
    name: 'preload-is-thin',
    comment: 'The preload puts one object on window: electron, types of src/shared, and its zod-free names.',
    severity: 'error',
    from: { path: '^src/preload/' },
    to: {
      pathNot: ['^src/preload/', '^src/shared/(rules/|channels\\.ts$)', '(^|/)node_modules/electron/', '^electron$'],
      dependencyTypesNot: typeOnly,
    },
  },
  {
    name: 'preload-and-main-are-apart',
    comment: 'Two processes: what both need is in src/shared.',
    severity: 'error',
    from: { path: '^src/preload/' },
    to: { path: '^src/(main|renderer)/' },
  },
  {
    name: 'window-never-sees-main-or-preload',
    comment: 'The window knows main through the contract only.',
    severity: 'error',
    from: { path: '^src/renderer/' },
    to: { path: '^src/(main|preload)/' },
  },
  {
    name: 'window-takes-types-rules-and-text-of-shared',
    comment:
      'At run time the window gets src/shared/rules and text; schemas would bring zod along, so of the rest only types.',
    severity: 'error',
    from: { path: '^src/renderer/' },
    to: { path: shared, pathNot: '^src/shared/(rules/|text/|channels\\.ts$)', dependencyTypesNot: typeOnly },
  },
  {
    name: 'window-has-no-zod-no-electron',
    comment: 'The window is a page: no zod, no Electron, nothing of main.',
    severity: 'error',
    from: { path: '^src/renderer/' },
    to: { path: '(^|/)node_modules/(zod|electron|electron-store|undici)/|^electron$' },
  },
  {
    name: 'no-node-outside-of-main',
    comment: 'The window and its preload are sandboxed, and shared runs in both: no module of Node.',
    severity: 'error',
    from: { path: '^src/(renderer|preload|shared)/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'a-feature-never-imports-a-feature',
    comment: 'What two features share goes to ui/, data/ or text/.',
    severity: 'error',
    from: { path: '^src/renderer/features/([^/]+?)(/|\\.tsx?$)' },
    to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1(/|\\.tsx?$)' },
  },
  {
    name: 'window-ground-knows-no-feature',
    comment: 'data/, ui/ and text/ lie below the features.',
    severity: 'error',
    from: { path: '^src/renderer/(data|ui|text)/' },
    to: { path: '^src/renderer/features/' },
  },
  {
    name: 'simulators-know-nothing-of-the-product',
    comment: 'A simulator that shares code with the product shares its mistakes.',
    severity: 'error',
    from: { path: '^test/simulators/' },
    to: { path: '^src/' },
  },
  {
    name: 'build-knows-no-product-code',
    comment:
      'Build scripts run before anything is built; only the table of providers and the published schemas are made from ' +
      'what the product says.',
    severity: 'error',
    from: { path: '^build/', pathNot: '^build/(provider-table|schemas)\\.ts$' },
    to: { path: '^(src|test)/' },
  },
]

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|dist)/|^test/unit/build/fixtures/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    webpackConfig: { fileName: require('node:path').join(__dirname, 'walls-resolve.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
  },
}
