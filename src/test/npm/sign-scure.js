// A cosigner in @scure/btc-signer: reads {"psbt", "secret", "origin"} from standard input and prints the signed PSBT in base64, in the
// version that it came in. The PSBT alone says which keys sign: those whose origin is this cosigner's.
import { readFileSync } from 'node:fs';
import { Transaction } from '@scure/btc-signer';
import { BIP32Factory } from 'bip32';
import { networks } from 'bitcoinjs-lib';
import * as ecc from 'tiny-secp256k1';

const { psbt, secret, origin } = JSON.parse(readFileSync(0, 'utf8'));
const account = BIP32Factory(ecc).fromBase58(secret, networks.regtest);
const transaction = Transaction.fromPSBT(Buffer.from(psbt, 'base64'), { allowUnknown: true });

for (let index = 0; index < transaction.inputsLength; index++) {
  for (const [pubkey, { fingerprint, path }] of transaction.getInput(index).bip32Derivation) {
    if (fingerprint !== Number.parseInt(origin, 16)) {
      continue;
    }
    const [branch, child] = path.slice(-2);
    const key = account.derive(branch).derive(child);
    if (Buffer.compare(Buffer.from(key.publicKey), Buffer.from(pubkey)) !== 0) {
      throw new Error(`input ${index}: the origin ${path} names another key`);
    }
    if (!transaction.signIdx(key.privateKey, index)) {
      throw new Error(`input ${index} was not signed`);
    }
  }
}
process.stdout.write(Buffer.from(transaction.toPSBT()).toString('base64'));
