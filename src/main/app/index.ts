export { createApp, type App, type AppParts } from './create-app.ts'
export type { Handlers } from './handlers.ts'
export { start, type Adapters } from './start.ts'
