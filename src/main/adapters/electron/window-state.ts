import { z } from 'zod'

/** Places and sizes that screens have, in pixels: beyond them Electron makes no window, or one that nobody finds. */
const place = z.int().min(-100_000).max(100_000)
const size = z.int().min(1).max(20_000)

const stateSchema = z.object({
  bounds: z.object({ x: place, y: place, width: size, height: size }).nullable().catch(null),
  maximized: z.boolean().catch(false),
})

/** Where the window was when it was last closed. */
export type WindowState = z.infer<typeof stateSchema>

/** What was stored, as far as it is a window's state; the file could hold anything. */
export function readWindowState(stored: unknown): WindowState {
  return stateSchema.safeParse(stored).data ?? { bounds: null, maximized: false }
}
