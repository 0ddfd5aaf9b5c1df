// The files of the same house whose imports are what the design allows.

/** What the design allows, and what the breaches above import. */
export const allowed: Readonly<Record<string, string>> = {
  'src/shared/model/token.ts': "import { z } from 'zod'; export const token = z.string(); export type Token = string",
  'src/shared/rules/expiry.ts':
    "import type { Token } from '#shared/model/token'; export const expiry = (t: Token) => t",
  'src/main/ports/clock.ts': "import type { Token } from '#shared/model/token'; export type Clock = Token",
  'src/main/ports/record-schemas.ts': "import { z } from 'zod'; export const recordSchemas = z",
  'src/main/vault/load-schemas.ts': "export const load = () => import('../ports/record-schemas.ts')",
  'src/main/vault/vault.ts':
    "import { createHash } from 'node:crypto'; import type { Clock } from '#main/ports/clock'; export const vault = createHash; export type C = Clock",
  'src/main/vault/circle-b.ts': "import { a } from './circle-a.ts'; export const b = (): unknown => a",
  'src/main/inventory/list.ts':
    "import { expiry } from '#shared/rules/expiry'; export const list = expiry; export type List = string",
  'src/main/formats/lines.ts': 'export const lines = 1',
  'src/main/inspect/shape.ts':
    "import { Buffer } from 'node:buffer'; import { expiry } from '#shared/rules/expiry'; export const shape = [Buffer, expiry]",
  'src/main/places/place.ts': "import { lines } from '../formats/lines.ts'; export const place = lines",
  'src/main/importers/sealed/open.ts': "import { createHash } from 'node:crypto'; export const open = createHash",
  'src/main/providers/kit/client.ts': "import type { Clock } from '#main/ports/clock'; export type Client = Clock",
  'src/main/providers/one/index.ts':
    "import type { Client } from '../kit/client.ts'; import { calls } from './calls.ts'; export const one = calls; export type C = Client",
  'src/main/providers/one/calls.ts': 'export const calls = 1',
  'src/main/providers/two.ts':
    "import type { Client } from './kit/client.ts'; export const two = 2; export type C = Client",
  'src/main/app/use.ts':
    "import { vault } from '#main/vault/vault'; import { list } from '#main/inventory/list'; import { all } from '#main/providers/index'; export const use = [vault, list, all]; export type Use = 1",
  'src/main/ipc/serve.ts':
    "import { use } from '#main/app/use'; import type { WebContents } from 'electron'; export const serve = use; export type W = WebContents",
  'src/main/adapters/node/disk.ts': "import { readFile } from 'node:fs/promises'; export const disk = readFile",
  'src/main/adapters/electron/win.ts':
    "import { BrowserWindow } from 'electron'; import { disk } from '../node/disk.ts'; export const win = [BrowserWindow, disk]",
  'src/main/cli/index.ts':
    "import { use } from '#main/app/use'; import { disk } from '#main/adapters/node/disk'; export const cli = [use, disk]",
  'src/main/index.ts':
    "import { app } from 'electron'; import { win } from './adapters/electron/win.ts'; import { serve } from './ipc/serve.ts'; console.log(app, win, serve)",
  'src/preload/index.ts':
    "import { contextBridge } from 'electron'; import type { Token } from '#shared/model/token'; export const p = contextBridge; export type T = Token",
  'src/renderer/ui/button.tsx': "import { useState } from 'react'; export const button = useState",
  'src/renderer/features/create/form.ts':
    "import { expiry } from '#shared/rules/expiry'; import type { Token } from '#shared/model/token'; import { button } from '#renderer/ui/button'; export const form = [expiry, button]; export type Form = Token",
  'src/renderer/features/create/list.ts': "import { form } from './form.ts'; export const list = form",
  'test/support/fake.ts':
    "import type { Clock } from '#main/ports/clock'; export const fake = 1; export type C = Clock",
  'test/integration/app.ts':
    "import { disk } from '#main/adapters/node/disk'; import { fake } from '#test/support/fake'; export const a = [disk, fake]",
  'build/tool.ts': "import { join } from 'node:path'; export const tool = join",
}
