// Another program on the same desktop: it has no window, and a test has it read and write the clipboard. What it wrote
// outlives Keyrack, as what a clipboard manager keeps does.
'use strict'

const { app } = require('electron')

app.setPath('userData', process.env['KEYRACK_OTHER_PROGRAM'])
