export { Activity, type ActivityPorts } from './activity.ts'
export type { ActivityEntry } from './entry.ts'
