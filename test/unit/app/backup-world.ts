import { AppWorld, jobId, type Run } from '#test/support/app-world'

export const passphrase = 'correct horse EXAMPLE'
export const key = { with: 'passphrase', value: passphrase } as const
/** Where the person keeps the backup. */
export const file = '/home/backup.keyrack'

/** The app with one account, one token of another service with its secret, and a person who wants backups. */
export class BackupWorld extends AppWorld {
  credential = ''
  accountId = ''

  async begun(): Promise<Run> {
    this.disk.makeFolder('/home')
    this.credential = this.service.person('ada', ['acme'])
    const run = await this.ready()
    this.accountId = await this.account(run, this.credential)
    await addOther(run, 'vpn', 'vpn-EXAMPLE-1')
    run.picker.path = file
    return run
  }

  /** Files outside the profile. */
  files(): string[] {
    return this.disk.files().filter((path) => path.startsWith('/home'))
  }

  /** A second computer, with another system and an empty vault of its own, and the backup's file on it. */
  async elsewhere(): Promise<{ world: AppWorld; run: Run }> {
    const world = new AppWorld()
    world.sealer.platform = 'win32'
    world.sealer.tag = 'v10'
    world.providers = this.providers
    world.disk.put(file, this.disk.bytes(file))
    // Randomness differs from start to start: this one has keys of its own.
    world.begin()
    return { world, run: await world.ready() }
  }
}

export async function addOther(run: Run, name: string, secret: string): Promise<void> {
  const facts = { name, service: 'VPN', serviceUrl: '', owner: 'ada', manageUrl: '', notes: `notes of ${name}` }
  await run.call['other.add']({
    token: { ...facts, expiry: { kind: 'never' } },
    secret: { from: 'field', value: secret },
  })
}

export function make(run: Run, value = passphrase) {
  return run.call['backup.make']({ key: { ...key, value }, jobId: jobId() })
}

export async function choose(run: Run): Promise<string> {
  run.picker.path = file
  return (await run.call['backup.choose']({})).chosen?.fileId ?? ''
}

export async function preview(run: Run) {
  return run.call['backup.preview']({ fileId: await choose(run), key, jobId: jobId() })
}

/** All stored secrets, sorted. */
export function values({ vault: { records } }: Run): (string | undefined)[] {
  return [...records.ids('secret').map((id) => records.get('secret', id)?.value)].sort()
}

/** Names of all rows, sorted. */
export function names({ window }: Run): string[] {
  return [...window.rows.values()].map(({ token }) => token.name).sort()
}
