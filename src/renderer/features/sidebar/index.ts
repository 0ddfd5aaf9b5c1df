export { SideBar } from './sidebar.tsx'
