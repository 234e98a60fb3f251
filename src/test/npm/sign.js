// A cosigner in bitcoinjs-lib: reads {"psbt", "secret", "origin"} from standard input and prints the signed PSBT in base64.
// The PSBT alone says which keys sign: those whose origin is this cosigner's.
import { readFileSync } from 'node:fs';
import { BIP32Factory } from 'bip32';
import { networks, Psbt } from 'bitcoinjs-lib';
import * as ecc from 'tiny-secp256k1';

const { psbt: text, secret, origin } = JSON.parse(readFileSync(0, 'utf8'));
const account = BIP32Factory(ecc).fromBase58(secret, networks.regtest);
const psbt = Psbt.fromBase64(text, { network: networks.regtest });

psbt.data.inputs.forEach((input, index) => {
  for (const { masterFingerprint, path, pubkey } of input.bip32Derivation) {
    if (Buffer.from(masterFingerprint).toString('hex') !== origin) {
      continue;
    }
    const [branch, child] = path.split('/').slice(-2).map(Number);
    const key = account.derive(branch).derive(child);
    if (Buffer.compare(Buffer.from(key.publicKey), Buffer.from(pubkey)) !== 0) {
      throw new Error(`input ${index}: the origin ${path} names another key`);
    }
    psbt.signInput(index, key);
  }
});

if (!psbt.validateSignaturesOfAllInputs((key, hash, signature) => ecc.verify(hash, key, signature))) {
  throw new Error('a signature in the PSBT is wrong');
}
process.stdout.write(psbt.toBase64());
