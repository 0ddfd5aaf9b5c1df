// A process of its own, so that what the simulator computes blocks nothing that is measured. It plants as many tokens as its
// argument says, tells its parent what to sign in with, and ends with it.
import { plantLargeWorld } from '#test/demo/world'
import { startPulumiSimulator } from '#test/simulators/pulumi/index'

const pulumi = await startPulumiSimulator()
process.send?.(plantLargeWorld({ pulumi, count: Number(process.argv[2]) }))
process.on('disconnect', () => {
  process.exit(0)
})
