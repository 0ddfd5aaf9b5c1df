export { TokenDetail } from './token-detail.tsx'
