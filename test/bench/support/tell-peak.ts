// Loaded before a program whose memory is measured: at its end it writes how much it ever took, in KiB, to descriptor 3.
import { writeSync } from 'node:fs'

process.on('exit', () => {
  writeSync(3, String(process.resourceUsage().maxRSS))
})
