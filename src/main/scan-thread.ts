// Root of the thread that looks into files: joins the room with the disk. It ends when there is nothing more to look at.
import { scanDisk } from './adapters/node/scan-disk.ts'
import { runScanThread } from './adapters/node/scan-thread.ts'
import { scan } from './scan/index.ts'

runScanThread((order, turn) => scan(order, scanDisk, turn))
