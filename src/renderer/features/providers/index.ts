export { ProvidersDialog } from './providers-dialog.tsx'
export { ProvidersSection } from './providers-section.tsx'
