// The files of a small house whose imports break a wall.

/** One import on its own: which file imports what, and the wall it breaks. */
export type Breach = readonly [wall: string, file: string, code: string]

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

export const breaches: readonly Breach[] = [
  [
    'shared-imports-zod-only',
    'src/shared/model/bad-node.ts',
    "import { join } from 'node:path'; export const a = join",
  ],
  [
    'shared-imports-zod-only',
    'src/shared/model/bad-main.ts',
    "import { vault } from '#main/vault/vault'; export const a = vault",
  ],
  [
    'shared-imports-zod-only',
    'src/shared/model/bad-package.ts',
    "import pLimit from 'p-limit'; export const a = pLimit",
  ],
  ['what-is-large-waits-for-its-turn', 'src/main/cli/bad-zod.ts', "import { z } from 'zod'; export const a = z"],
  [
    'what-is-large-waits-for-its-turn',
    'src/main/vault/bad-schemas.ts',
    "import { recordSchemas } from '#main/ports/record-schemas'; export const a = recordSchemas",
  ],
  ['rules-stay-free-of-zod', 'src/shared/rules/bad-zod.ts', "import { z } from 'zod'; export const a = z"],
  [
    'rules-stay-free-of-zod',
    'src/shared/rules/bad-schema.ts',
    "import { token } from '#shared/model/token'; export const a = token",
  ],
  [
    'ports-import-shared-only',
    'src/main/ports/bad.ts',
    "import { vault } from '#main/vault/vault'; export const a = vault",
  ],
  ...rooms.map((room): Breach => [
    'rooms-see-ports-and-shared-only',
    `src/main/${room}/bad-room.ts`,
    room === 'vault'
      ? "import { list } from '#main/inventory/list'; export const a = list"
      : "import { vault } from '#main/vault/vault'; export const a = vault",
  ]),
  [
    'inspecting-reaches-nothing',
    'src/main/inspect/bad-port.ts',
    "import type { Clock } from '#main/ports/clock'; export type A = Clock",
  ],
  [
    'inspecting-reaches-nothing',
    'src/main/inspect/bad-node.ts',
    "import { lookup } from 'node:dns'; export const a = lookup",
  ],
  [
    'inspecting-reaches-nothing',
    'src/main/inspect/bad-package.ts',
    "import pLimit from 'p-limit'; export const a = pLimit",
  ],
  [
    'rooms-see-ports-and-shared-only',
    'src/main/audit/bad-type.ts',
    "import type { List } from '#main/inventory/list'; export type A = List",
  ],
  [
    'rooms-see-ports-and-shared-only',
    'src/main/audit/bad-app.ts',
    "import { use } from '#main/app/use'; export const a = use",
  ],
  [
    'rooms-see-ports-and-shared-only',
    'src/main/audit/bad-provider.ts',
    "import { one } from '#main/providers/one/index'; export const a = one",
  ],
  [
    'formats-see-themselves-only',
    'src/main/formats/bad.ts',
    "import { list } from '#main/inventory/list'; export const a = list",
  ],
  [
    'kit-sees-ports-and-shared-only',
    'src/main/providers/kit/bad.ts',
    "import { one } from '#main/providers/one/index'; export const a = one",
  ],
  [
    'a-provider-sees-kit-ports-shared-only',
    'src/main/providers/one/bad.ts',
    "import { two } from '../two.ts'; export const a = two",
  ],
  [
    'a-provider-sees-kit-ports-shared-only',
    'src/main/providers/three.ts',
    "import { one } from './one/index.ts'; export const a = one",
  ],
  [
    'a-provider-sees-kit-ports-shared-only',
    'src/main/providers/one/bad-room.ts',
    "import { vault } from '#main/vault/vault'; export const a = vault",
  ],
  [
    'the-list-of-providers-sees-providers-only',
    'src/main/providers/index.ts',
    "import { one } from './one/index.ts'; import { vault } from '#main/vault/vault'; export const all = [one, vault]",
  ],
  [
    'app-sees-rooms-providers-ports-shared',
    'src/main/app/bad-adapter.ts',
    "import { disk } from '#main/adapters/node/disk'; export const a = disk",
  ],
  [
    'app-sees-rooms-providers-ports-shared',
    'src/main/app/bad-ipc.ts',
    "import { serve } from '#main/ipc/serve'; export const a = serve",
  ],
  [
    'only-roots-see-adapters',
    'src/main/app/bad-adapter-too.ts',
    "import { disk } from '#main/adapters/node/disk'; export const a = disk",
  ],
  [
    'ipc-sees-app-ports-shared',
    'src/main/ipc/bad.ts',
    "import { vault } from '#main/vault/vault'; export const a = vault",
  ],
  [
    'cli-sees-app-ports-shared-and-node-adapters',
    'src/main/cli/bad-electron.ts',
    "import { win } from '#main/adapters/electron/win'; export const a = win",
  ],
  [
    'cli-sees-app-ports-shared-and-node-adapters',
    'src/main/cli/bad-room.ts',
    "import { vault } from '#main/vault/vault'; export const a = vault",
  ],
  [
    'adapters-see-ports-and-shared-only',
    'src/main/adapters/node/bad-app.ts',
    "import { use } from '#main/app/use'; export const a = use",
  ],
  [
    'node-adapters-know-no-electron-ones',
    'src/main/adapters/node/bad-win.ts',
    "import { win } from '../electron/win.ts'; export const a = win",
  ],
  ['nobody-imports-a-root', 'test/unit/bad-root.ts', "import '#main/index'"],
  [
    'electron-only-in-adapters-roots-preload',
    'src/main/ipc/bad-electron.ts',
    "import { ipcMain } from 'electron'; export const a = ipcMain",
  ],
  [
    'electron-only-in-adapters-roots-preload',
    'test/unit/bad-electron.ts',
    "import { app } from 'electron'; export const a = app",
  ],
  [
    'electron-types-only-near-electron',
    'src/main/app/bad-type.ts',
    "import type { App } from 'electron'; export type A = App",
  ],
  [
    'the-world-only-through-adapters',
    'src/main/vault/bad-fs.ts',
    "import { readFile } from 'node:fs/promises'; export const a = readFile",
  ],
  [
    'the-world-only-through-adapters',
    'src/main/providers/kit/bad-net.ts',
    "import { request } from 'node:https'; export const a = request",
  ],
  [
    'crypto-only-in-the-vault',
    'src/main/audit/bad-crypto.ts',
    "import { createHash } from 'node:crypto'; export const a = createHash",
  ],
  [
    'crypto-only-in-the-vault',
    'src/main/importers/bad-crypto.ts',
    "import { createHash } from 'node:crypto'; export const a = createHash",
  ],
  [
    'network-packages-only-in-adapters',
    'src/main/app/bad-undici.ts',
    "import { request } from 'undici'; export const a = request",
  ],
  [
    'preload-is-thin',
    'src/preload/bad-schema.ts',
    "import { token } from '#shared/model/token'; export const a = token",
  ],
  ['preload-is-thin', 'src/preload/bad-zod.ts', "import { z } from 'zod'; export const a = z"],
  [
    'preload-and-main-are-apart',
    'src/preload/bad-main.ts',
    "import type { Use } from '#main/app/use'; export type A = Use",
  ],
  [
    'window-never-sees-main-or-preload',
    'src/renderer/data/bad-main.ts',
    "import type { Use } from '#main/app/use'; export type A = Use",
  ],
  [
    'window-takes-types-rules-and-text-of-shared',
    'src/renderer/data/bad-schema.ts',
    "import { token } from '#shared/model/token'; export const a = token",
  ],
  ['window-has-no-zod-no-electron', 'src/renderer/data/bad-zod.ts', "import { z } from 'zod'; export const a = z"],
  [
    'window-has-no-zod-no-electron',
    'src/renderer/data/bad-electron.ts',
    "import { ipcRenderer } from 'electron'; export const a = ipcRenderer",
  ],
  [
    'no-node-outside-of-main',
    'src/renderer/data/bad-node.ts',
    "import { join } from 'node:path'; export const a = join",
  ],
  [
    'a-feature-never-imports-a-feature',
    'src/renderer/features/tokens/bad.tsx',
    "import { form } from '#renderer/features/create/form'; export const a = form",
  ],
  [
    'a-feature-never-imports-a-feature',
    'src/renderer/features/tokens/bad-type.ts',
    "import type { Form } from '../create/form.ts'; export type A = Form",
  ],
  [
    'window-ground-knows-no-feature',
    'src/renderer/ui/bad.ts',
    "import { form } from '#renderer/features/create/form'; export const a = form",
  ],
  [
    'product-never-sees-tests-or-build',
    'src/main/app/bad-test.ts',
    "import { fake } from '#test/support/fake'; export const a = fake",
  ],
  [
    'product-never-sees-tests-or-build',
    'src/main/index-bad.ts',
    "import { tool } from '#build/tool'; export const a = tool",
  ],
  [
    'simulators-know-nothing-of-the-product',
    'test/simulators/bad.ts',
    "import { vault } from '#main/vault/vault'; export const a = vault",
  ],
  ['build-knows-no-product-code', 'build/bad.ts', "import { use } from '#main/app/use'; export const a = use"],
  ['no-cycles', 'src/main/vault/circle-a.ts', "import { b } from './circle-b.ts'; export const a = (): unknown => b"],
  ['resolves', 'src/main/vault/bad-nowhere.ts', "import { a } from '#main/vault/nowhere'; export const b = a"],
]
