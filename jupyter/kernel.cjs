// The Jupyter kernel: tslab, without the defects that a notebook's reader would notice.
// Usage: node kernel.cjs <connection file>      (Jupyter calls it so, through the kernelspec)
//
// tslab is the installed package; each file of ./tslab replaces one of its behaviours at run time and says
// why. The patches depend on tslab's internals, so another version is refused instead of being half patched.
'use strict';

const { loadTslab } = require('./tslab/loadTslab.cjs');
const { watchCompiler } = require('./tslab/watchCompiler.cjs');
const { connectBroker } = require('./tslab/connectBroker.cjs');
const { runCells } = require('./tslab/runCells.cjs');
const { helpOnCode } = require('./tslab/helpOnCode.cjs');
const { serveInOrder } = require('./tslab/serveInOrder.cjs');
const { mendMessages } = require('./tslab/mendMessages.cjs');
const { serveComms } = require('./tslab/serveComms.cjs');
const { answerClients } = require('./tslab/answerClients.cjs');
const { reportStrays } = require('./tslab/reportStrays.cjs');

const connectionFile = process.argv[2];
if (!connectionFile) {
  console.error(
    'Expected the path of a Jupyter connection file. Jupyter starts this file; run `npm run lab` instead.',
  );
  process.exit(2);
}

const { last, extend } = watchCompiler();
const tslab = loadTslab(extend);
const { state, printFor, answering, answered, onInterrupt } = connectBroker(tslab);
const { read } = mendMessages(tslab);
const { interrupt, cells } = runCells(tslab, { state, last });
onInterrupt(interrupt);
const { helpFor } = helpOnCode(tslab, { last });
const { comms, overtakes } = serveComms(tslab, { state, read, answering, answered, cells });
serveInOrder(tslab, { state, printFor, cells, helpFor, answered, overtakes });
answerClients(tslab, { interrupt, read, comms, answering });
// enableFindLocal would look for another tslab above the notebook's folder: one without these patches.
tslab.main.startKernel({ configPath: connectionFile, enableFindLocal: false, jsKernel: false });
process.on('SIGINT', () => interrupt());
reportStrays(cells);
