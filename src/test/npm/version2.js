// Reads PSBTs of version 2 in hex, one a line, and answers each with five things between semicolons: the PSBT as @scure/btc-signer and
// as @caravan/psbt read and write it, the lock time that each of them works out, and the PSBT that @caravan/psbt makes of it in version
// 0. A reason stands in place of what failed.
import { createInterface } from 'node:readline';
import { PsbtV2 } from '@caravan/psbt';
import { Transaction } from '@scure/btc-signer';

// It tells of every field that version 0 does not have.
console.warn = () => {};

const lenient = {
  allowUnknown: true,
  allowUnknownInputs: true,
  allowUnknownOutputs: true,
  allowUnknownVersion: true,
  allowLegacyWitnessUtxo: true,
  disableScriptCheck: true,
};
const scure = (psbt) => Transaction.fromPSBT(Buffer.from(psbt, 'hex'), lenient);
const questions = [
  (psbt) => Buffer.from(scure(psbt).toPSBT(2)).toString('hex'),
  (psbt) => new PsbtV2(psbt).serialize('hex'),
  (psbt) => scure(psbt).lockTime,
  (psbt) => new PsbtV2(psbt).nLockTime,
  (psbt) => new PsbtV2(psbt).toV0('hex'),
];
const attempt = (work, psbt) => {
  try {
    return work(psbt);
  } catch (error) {
    return `it failed: ${error.message}`.replace(/[;\s]+/g, ' ');
  }
};

for await (const psbt of createInterface({ input: process.stdin })) {
  console.log(questions.map((question) => attempt(question, psbt)).join(';'));
}
