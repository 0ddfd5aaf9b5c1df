import fc from 'fast-check'
import ICAL from 'ical.js'
import { afterAll, describe, expect, it } from 'vitest'
import { calendarOf, isWholeDay, type CalendarEvent } from '#main/schedule/calendar'

const now = Date.UTC(2026, 2, 1, 12)
const day = 86_400_000
const entry = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'one@keyrack',
  end: Date.UTC(2026, 5, 1, 9, 30),
  title: 'deploy (Pulumi Cloud) expires',
  nameless: 'A token of Pulumi Cloud expires',
  details: 'Owner: acme',
  steps: [30, 7, 1],
  isCancelled: false,
  asOf: now - day,
  sequence: 7,
  ...change,
})

const read = (entries: readonly CalendarEvent[], at = now) => {
  const calendar = new ICAL.Component(ICAL.parse(calendarOf(entries, at)) as never)
  return calendar.getAllSubcomponents('vevent').map((event) => ({ event, read: new ICAL.Event(event) }))
}
const only = (change: Partial<CalendarEvent> = {}, at = now) => {
  const [found] = read([entry(change)], at)
  if (found === undefined) throw new Error('nothing was read')
  return found
}

describe('a calendar, read by another program', () => {
  it('has each end with its id, its words and its time', () => {
    const { read: event } = only()
    expect(event.uid).toBe('one@keyrack')
    expect(event.summary).toBe('deploy (Pulumi Cloud) expires')
    expect(event.description).toBe('Owner: acme')
    expect(event.startDate.isDate).toBe(false)
    expect(event.startDate.toUnixTime() * 1000).toBe(Date.UTC(2026, 5, 1, 9, 30))
  })

  const oldZone = process.env['TZ']
  afterAll(() => {
    process.env['TZ'] = oldZone
  })
  it.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu', 'Europe/Berlin'])(
    'has what ends with a day as that day, and nothing else so: %s',
    (zone) => {
      process.env['TZ'] = zone
      // A leap day, and the day on which clocks change in Europe.
      for (const [year, month, date] of [
        [2028, 2, 29],
        [2026, 10, 25],
      ] as const) {
        const { startDate } = only({ end: Date.UTC(year, month - 1, date) }).read
        expect([startDate.isDate, startDate.toString()]).toEqual([
          true,
          `${year}-0${month}-${date}`.replace('-010', '-10'),
        ])
        const instant = only({ end: Date.UTC(year, month - 1, date, 1) }).read.startDate
        expect([instant.isDate, instant.toUnixTime() * 1000]).toEqual([false, Date.UTC(year, month - 1, date, 1)])
      }
    },
  )

  it('reminds at each step', () => {
    const alarms = only().event.getAllSubcomponents('valarm')
    const triggers = alarms.map((alarm) => (alarm.getFirstPropertyValue('trigger') as ICAL.Duration).toSeconds())
    expect(triggers).toEqual([-30, -7, -1].map((days) => days * 86_400))
    expect(alarms.map((alarm) => alarm.getFirstPropertyValue('action'))).toEqual(['DISPLAY', 'DISPLAY', 'DISPLAY'])
  })

  it('has each number as it is given', () => {
    expect(only({ sequence: 2 ** 31 - 1 }).read.sequence).toBe(2 ** 31 - 1)
  })

  it('takes back what was revoked, and reminds of it no more', () => {
    const { event } = only({ isCancelled: true })
    expect(event.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect(event.getAllSubcomponents('valarm')).toEqual([])
  })

  it('can be read without a token', () => {
    expect(read([])).toEqual([])
  })

  it('is whole and has one event, whatever a token is called', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        (title, details) => {
          const hostile = `${title}\r\nEND:VEVENT\r\nBEGIN:VALARM;${details}\\n`
          const text = calendarOf([entry({ title: hostile, details })], now)
          for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          const [event, second] = read([entry({ title: hostile, details })])
          expect(second).toBeUndefined()
          expect(event?.event.getAllSubcomponents('valarm')).toHaveLength(3)
          expect(event?.read.uid).toBe('one@keyrack')
        },
      ),
      { numRuns: 60 },
    )
  })
})

it('knows a whole day', () => {
  expect(isWholeDay(Date.UTC(2026, 1, 28))).toBe(true)
  expect(isWholeDay(Date.UTC(2026, 1, 28) + 1)).toBe(false)
})
