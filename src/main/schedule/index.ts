export { afterTelling, ended, nextLook, stepAt, stepToTell, type Told, type Watch } from './engine.ts'
export { atStep, lookAround, type Announcement, type Round } from './round.ts'
export { inCalendarsMs } from './told-events.ts'
