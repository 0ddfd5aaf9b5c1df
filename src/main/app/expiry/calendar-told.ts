import { z } from 'zod'
import { instantSchema } from '#shared/model/time'
import type { CalendarEntry, CalendarEvent } from '../../schedule/calendar.ts'
import { nextCalendar, nothingTold, type ToldCalendar } from '../../schedule/told-events.ts'
import { digest } from '../../vault/index.ts'
import { Failure, typeOf } from '../../ports/failure.ts'
import type { Log } from '../../ports/log.ts'
import type { SnapshotStore } from '../../ports/records.ts'
import type { Context } from '../context.ts'

const name = 'calendar.told'

const keptSchema = z.strictObject({
  format: z.literal(1),
  highest: z.int().nonnegative(),
  /** One line an event: its id, its number, what it was like, its end, its title without a name, when it was cancelled. */
  events: z.array(
    z.tuple([z.string(), z.int().nonnegative(), z.string(), instantSchema, z.string(), instantSchema.nullable()]),
  ),
})

/**
 * The events of the next calendar with their numbers, and with those that are to be taken back. What calendars are told is
 * remembered, sealed beside the vault; where that cannot be, they are told all the same. Throws Failure('vault-locked').
 */
export async function toldNow(
  { clock, log, vault }: Pick<Context, 'clock' | 'log' | 'vault'>,
  entries: readonly CalendarEntry[],
): Promise<readonly CalendarEvent[]> {
  const { snapshots } = vault
  const next = async () => nextCalendar(await read(snapshots, log), entries, clock.now(), printOf)
  try {
    return await snapshots.exclusively(name, async () => {
      const { events, told } = await next()
      await snapshots.write(name, bytesOf(told))
      return events
    })
  } catch (error) {
    if (isLocked(error)) throw error
    log.warn('what calendars are told could not be kept', { type: typeOf(error) })
    return (await next()).events
  }
}

/** Of what cannot be read nothing is known: the events that are there get numbers by the clock. */
async function read(snapshots: SnapshotStore, log: Log): Promise<ToldCalendar> {
  try {
    const bytes = await snapshots.read(name)
    if (bytes === undefined) return nothingTold
    const { highest, events } = keptSchema.parse(JSON.parse(bytes.toString('utf8')))
    const told = events.map(([uid, sequence, print, end, nameless, cancelledAt]) => {
      return [uid, { sequence, print, end, nameless, cancelledAt }] as const
    })
    return { highest, events: new Map(told) }
  } catch (error) {
    if (isLocked(error)) throw error
    log.warn('what calendars were told cannot be read', { type: typeOf(error) })
    return nothingTold
  }
}

function bytesOf({ highest, events }: ToldCalendar): Buffer {
  const lines = [...events].map(([uid, { sequence, print, end, nameless, cancelledAt }]) => {
    return [uid, sequence, print, end, nameless, cancelledAt]
  })
  return Buffer.from(JSON.stringify({ format: 1, highest, events: lines }))
}

/** A quarter of a hash: that another state of the same event has the same one does not happen. */
function printOf(text: string): string {
  return digest(text).slice(0, 16)
}

function isLocked(error: unknown): boolean {
  return error instanceof Failure && error.error.kind === 'vault-locked'
}
