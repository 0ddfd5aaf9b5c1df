// Another program on the same desktop: it has no window and does nothing by itself; a test has it read and write the
// clipboard. What it wrote outlives Keyrack, as what a clipboard manager keeps does.
'use strict'
