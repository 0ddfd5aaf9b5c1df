export { OtherServiceDialog } from './other-service-dialog.tsx'
