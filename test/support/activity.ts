import { Activity, type Anchor, type AnchorStore, type StoredEntry } from '#main/activity/index'
import { anchorIn } from '#main/app/activity/activity-anchor'
import type { Clock } from '#main/ports/clock'
import type { Failure } from '#main/ports/failure'
import type { Log } from '#main/ports/log'
import { digest, type Vault } from '#main/vault/index'

/** The sealed log of an open vault, as another process would read it. */
export async function activityIn(vault: Vault, { clock, log }: { clock: Clock; log: Log }): Promise<Activity> {
  const anchor = anchorIn(vault.records)
  const activity = new Activity({ clock, log, snapshots: vault.snapshots, digest, anchor })
  await activity.load()
  return activity
}

/** What the sealed log of an open vault says. */
export async function writtenActivity(vault: Vault, ports: { clock: Clock; log: Log }): Promise<StoredEntry[]> {
  return (await activityIn(vault, ports)).entries()
}

/** The end of a log, in memory. */
export class FakeAnchor implements AnchorStore {
  anchor: Anchor | undefined = undefined
  refusal: Failure | undefined = undefined

  readonly read = (): Promise<Anchor | undefined> => Promise.resolve(this.anchor)

  readonly write = (anchor: Anchor): Promise<void> => {
    if (this.refusal !== undefined) return Promise.reject(this.refusal)
    this.anchor = anchor
    return Promise.resolve()
  }
}
