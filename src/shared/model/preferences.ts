import { z } from 'zod'
import { policyChoiceSchema } from './policy-choice.ts'
import { instantSchema } from './time.ts'
import { warningDaysSchema } from './warning.ts'

export const columnIds = [
  'name',
  'provider',
  'account',
  'owner',
  'kind',
  'created',
  'lastUsed',
  'expires',
  'scopes',
  'state',
  'stored',
  'tags',
] as const
export const columnIdSchema = z.enum(columnIds)
export type ColumnId = z.infer<typeof columnIdSchema>

/** The side bar's selection: everything, one account, or one owner in an account. */
export const placeInListSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('account'), accountId: z.string().max(100) }),
  z.strictObject({ kind: z.literal('owner'), accountId: z.string().max(100), ownerKey: z.string().max(700) }),
])
export type PlaceInList = z.infer<typeof placeInListSchema>

/** Filters of the grid; an empty list or null means "any". */
export const filtersSchema = z.strictObject({
  status: z.array(z.enum(['expired', 'due', 'fine', 'never', 'unknown', 'revoked', 'gone'])).max(10),
  kinds: z.array(z.string().max(60)).max(50),
  providers: z.array(z.string().max(60)).max(100),
  stored: z.boolean().nullable(),
  /** Only tokens that expire within so many days. */
  expiringDays: z.int().nullable(),
  /** Only tokens never used, or not used for so many days. */
  unusedDays: z.int().nullable(),
  tags: z.array(z.string().max(40)).max(50),
})
export type Filters = z.infer<typeof filtersSchema>

export const sortSchema = z.strictObject({ column: columnIdSchema, direction: z.enum(['ascending', 'descending']) })
export type Sort = z.infer<typeof sortSchema>

export const gridPreferencesSchema = z.strictObject({
  columns: z
    .array(z.strictObject({ id: columnIdSchema, width: z.int().min(40).max(1200), visible: z.boolean() }))
    .max(40),
  sort: sortSchema,
  filters: filtersSchema,
  place: placeInListSchema,
  detailOpen: z.boolean(),
  /** Widths of the two panes beside the grid, in pixels. */
  sideBarWidth: z.int().min(190).max(400),
  detailWidth: z.int().min(300).max(560),
})
export type GridPreferences = z.infer<typeof gridPreferencesSchema>

/** Keyrack's icon beside the clock: none, one that says how many tokens are due, or one that also names the next. */
export const traySchema = z.enum(['off', 'count', 'names'])

/** What fills the window beside the side bar: the list of tokens, or another view of the vault. */
export const screenSchema = z.enum(['tokens', 'timeline', 'audit', 'team'])
export type Screen = z.infer<typeof screenSchema>

/** What the rows of the timeline are. */
export const timelineGroupingSchema = z.enum(['provider', 'owner'])
export type TimelineGrouping = z.infer<typeof timelineGroupingSchema>

/** How the findings of the audit are grouped. */
export const findingGroupingSchema = z.enum(['severity', 'rule', 'owner', 'provider'])
export type FindingGrouping = z.infer<typeof findingGroupingSchema>

/** When the vault locks by itself. */
export const lockPreferencesSchema = z.strictObject({
  /** After so many minutes without input; 0: never. */
  idleMinutes: z.int().min(0).max(1440),
  /** When the screen of the system is locked. */
  onSystemLock: z.boolean(),
  onSuspend: z.boolean(),
  /** When another user takes the screen. */
  onUserSwitch: z.boolean(),
  /** When the window is closed and Keyrack goes on in the background. */
  onClose: z.boolean(),
})
export type LockPreferences = z.infer<typeof lockPreferencesSchema>

export const preferencesSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  warningDays: warningDaysSchema,
  clipboardSeconds: z.int().min(5).max(600),
  /** 0 turns scheduled refreshes off. */
  refreshMinutes: z.int().min(0).max(1440),
  onClose: z.enum(['quit', 'keep-running']),
  tray: traySchema,
  /** Does the program's icon in the dock or the task bar say how many tokens have expired or are due? */
  badge: z.boolean(),
  lock: lockPreferencesSchema,
  /** Do notices about tokens that expire name them while the vault is locked? Then their names stay in memory. */
  namesInNotices: z.boolean(),
  grid: gridPreferencesSchema,
  screen: screenSchema,
  timelineBy: timelineGroupingSchema,
  /** What the audit goes by. */
  policy: policyChoiceSchema,
  findingsBy: findingGroupingSchema,
  /** The calendar file that is kept up to date, and whether it names the tokens. */
  calendar: z.strictObject({ path: z.string().max(4096), names: z.boolean() }).nullable(),
  /** When a backup was last made, and when one was last opened to see that it can be. */
  backup: z.strictObject({ madeAt: instantSchema.nullable(), provenAt: instantSchema.nullable() }),
})
export type Preferences = z.infer<typeof preferencesSchema>
