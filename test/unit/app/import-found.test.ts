import { beforeEach, expect, it } from 'vitest'
import { type AppWorld, failureOf, jobId, refresh, type Run } from '#test/support/app-world'
import { asRead, importWorld, putFile } from './import-kit.ts'

const [one, two] = ['/home/ada/code/.env', '/home/ada/code/.npmrc'] as const

let world: AppWorld
let run: Run
let ci: string
let accountId: string

beforeEach(async () => {
  world = importWorld()
  const credential = world.service.person('ada')
  world.service.tellsOwn = true
  ci = world.service.add('ada', 'classic', { name: 'ci' }).secret
  run = await world.ready()
  accountId = await world.account(run, credential)
  run.picker.nextFolder = '/home/ada/code'
  await run.fs.makeFolder('/home/ada/code')
  await put(one, `A=1\nTOKEN=${ci}\n`)
  await put(two, `//r.example/:_authToken=${ci}\n`)
  await run.call['scan.addFolder']({})
})

async function put(path: string, text: string): Promise<void> {
  world.scanner.disk.files.set(path, text)
  await putFile(world, run, path, text)
}

async function scanned() {
  const { scanId, unknown } = await run.call['scan.run']({
    wellKnown: false,
    alsoIgnored: false,
    unknown: true,
    jobId: jobId(),
  })
  return { scanId, ids: unknown.map(({ id }) => id) }
}
const takeIn = async (found: { scanId: string; ids: string[] }) =>
  run.call['import.found']({ ...found, jobId: jobId() })

it('reads again what a scan has found, and tells it once with every file that has it', async () => {
  const read = asRead(await takeIn(await scanned()))
  expect(read.files).toEqual([one, two])
  expect(read.candidates).toMatchObject([
    {
      providers: ['fake'],
      spots: [
        { file: 0, line: 2 },
        { file: 1, line: 1 },
      ],
    },
  ])
  expect(JSON.stringify(read)).not.toContain('EXAMPLE')
})

it('takes it out of each of the files once it is stored', async () => {
  const { importId, candidates } = asRead(await takeIn(await scanned()))
  await run.call['import.store']({
    importId,
    decisions: [{ candidateId: candidates[0]!.id, decision: { as: 'token', accountId, tokenId: null } }],
    jobId: jobId(),
  })
  for (const file of [0, 1]) {
    const { plan } = await run.call['import.previewClean']({ importId, file, jobId: jobId() })
    await run.call['import.clean']({ importId, planId: plan?.planId ?? '' })
  }
  expect(world.placeFiles.files.get(one)).toBe('A=1\nTOKEN=moved-to-Keyrack\n')
  expect(world.placeFiles.files.get(two)).toBe('//r.example/:_authToken=moved-to-Keyrack\n')
  await refresh(run, accountId)
  const paths = run.window.row('ci').places?.map(({ where }) => 'path' in where && where.path)
  // Both at the same moment: in no order.
  expect(new Set(paths)).toEqual(new Set([one, two]))
})

it('reads what Windows writes, two bytes a sign, in either order', async () => {
  const wide = Buffer.from(`\ufeffA=1\nTOKEN=${ci}\n`, 'utf16le')
  for (const bytes of [wide, Buffer.from(wide).swap16()]) {
    world.scanner.disk.files.set(one, bytes.toString('latin1'))
    await run.fs.remove(one)
    await run.fs.writeNew(one, bytes)
    expect(asRead(await takeIn(await scanned())).candidates).toMatchObject([
      { masked: `fake-••••••••${ci.slice(-4)}`, spots: [{ file: 0, line: 2 }, { file: 1 }] },
    ])
  }
})

it('leaves out what is not there any more, and knows nothing of a scan that is over', async () => {
  const found = await scanned()
  await put(one, 'A=1\nTOKEN=\n')
  const read = asRead(await takeIn(found))
  expect(read.files).toEqual([two])
  expect(read.leftOut).toEqual([{ line: 2, entry: one, reason: 'not-understood' }])
  await put(two, '')
  expect(await failureOf(takeIn(found))).toBe('not-found')
  await run.call['scan.drop']({ scanId: found.scanId })
  await put(two, `x=${ci}`)
  expect(await failureOf(takeIn(found))).toBe('not-found')
})
