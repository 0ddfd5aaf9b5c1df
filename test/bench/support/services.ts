// A process of its own, so that what the simulator computes blocks nothing that is measured. It plants as many tokens as its
// first argument says, made by as many people as the second, tells its parent what to sign in with, and ends with it.
import { plantLargeWorld } from '#test/demo/world'
import { startPulumiSimulator } from '#test/simulators/pulumi/index'

const pulumi = await startPulumiSimulator()
const [count = 0, makers = 0] = process.argv.slice(2).map(Number)
process.send?.(plantLargeWorld({ pulumi, count, makers }))
process.on('disconnect', () => {
  process.exit(0)
})
