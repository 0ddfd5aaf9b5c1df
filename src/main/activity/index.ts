export { Activity, type ActivityPage, type ActivityPorts, type StoredEntry } from './activity.ts'
export type { AnchorStore } from './anchoring.ts'
export type { Anchor } from './verify.ts'
