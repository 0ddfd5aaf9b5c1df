/** As many places as a token may have; the window is told of no more. */
export const mostPlaces = 200

/** The longest texts of a place, in characters. */
export const placeLimits = { path: 4096, name: 500, note: 2000 } as const
