export { VaultScreen } from './vault-screen.tsx'
