import ICAL from 'ical.js'

export interface ReadEvent {
  readonly uid: string
  readonly summary: string
  readonly sequence: number
  readonly status: string
}

/** The events of a calendar file, as another program reads them. */
export function eventsIn(text: string): readonly ReadEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as never)
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, sequence } = new ICAL.Event(component)
    return { uid, summary, sequence, status: String(component.getFirstPropertyValue('status')) }
  })
}
