export { CalendarDialog } from './calendar-dialog.tsx'
