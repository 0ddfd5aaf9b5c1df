export { TokensScreen } from './tokens-screen.tsx'
