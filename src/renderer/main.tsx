import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import { createMirror } from './data/mirror.ts'
import { App } from './shell/app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')

const mirror = createMirror(window.keyrack)
function draw(element: HTMLElement): void {
  createRoot(element).render(
    <StrictMode>
      <App mirror={mirror} />
    </StrictMode>,
  )
}

// Main answers at once, as a rule, and has sent its first rows before: one picture instead of two.
const patience = new Promise((resolve) => setTimeout(resolve, 150))
void Promise.race([mirror.start(), patience]).then(() => draw(root))
