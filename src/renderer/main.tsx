import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import { createMirror } from './data/mirror.ts'
import { App } from './shell/app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')

const mirror = createMirror(window.keyrack)
createRoot(root).render(
  <StrictMode>
    <App mirror={mirror} />
  </StrictMode>,
)
void mirror.start()
