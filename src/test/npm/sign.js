// A cosigner in bitcoinjs-lib: reads {"psbt", "secret", "origin"} from standard input and prints the signed PSBT in base64.
// The PSBT alone says which keys sign: those whose origin is this cosigner's.
import { readFileSync } from 'node:fs';
import { BIP32Factory } from 'bip32';
import { initEccLib, networks, Psbt } from 'bitcoinjs-lib';
import * as ecc from 'tiny-secp256k1';

initEccLib(ecc);
const { psbt: text, secret, origin } = JSON.parse(readFileSync(0, 'utf8'));
const account = BIP32Factory(ecc).fromBase58(secret, networks.regtest);
const psbt = Psbt.fromBase64(text, { network: networks.regtest });

function keyOf({ masterFingerprint, path, pubkey }, index) {
  const [branch, child] = path.split('/').slice(-2).map(Number);
  const key = account.derive(branch).derive(child);
  const known = pubkey.length === 32 ? key.publicKey.slice(1) : key.publicKey;
  if (Buffer.compare(Buffer.from(known), Buffer.from(pubkey)) !== 0) {
    throw new Error(`input ${index}: the origin ${path} names another key`);
  }
  return key;
}

const isOwn = ({ masterFingerprint }) => Buffer.from(masterFingerprint).toString('hex') === origin;

psbt.data.inputs.forEach((input, index) => {
  (input.bip32Derivation ?? []).filter(isOwn).forEach((field) => psbt.signInput(index, keyOf(field, index)));
  (input.tapBip32Derivation ?? []).filter(isOwn).forEach((field) => psbt.signTaprootInput(index, keyOf(field, index)));
});

const verify = (key, hash, signature) =>
  key.length === 32 ? ecc.verifySchnorr(hash, key, signature) : ecc.verify(hash, key, signature);
if (!psbt.validateSignaturesOfAllInputs(verify)) {
  throw new Error('a signature in the PSBT is wrong');
}
process.stdout.write(psbt.toBase64());
