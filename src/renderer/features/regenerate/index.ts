export { RegenerateDialog } from './regenerate-dialog.tsx'
