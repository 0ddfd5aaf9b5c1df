declare const keyrackVersion: string | undefined

/** The version of the package; the build puts it in. */
export const version: string = typeof keyrackVersion === 'string' ? keyrackVersion : 'unbuilt'
