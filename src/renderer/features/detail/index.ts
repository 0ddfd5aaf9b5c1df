export { DetailPane } from './detail-pane.tsx'
