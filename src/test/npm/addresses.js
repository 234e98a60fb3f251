// The addresses of taproot descriptors by @scure/btc-signer and bip32: reads lines of descriptor, branch and index, parted by tabs, from
// standard input and prints an address (regtest) for each. It knows tr(KEY), tr(KEY,TREE) with leaves pk, multi_a and sortedmulti_a, and
// as keys plain hex, extended keys and musig() with the steps inside (then aggregated afterwards) or outside (BIP328).
import { readFileSync } from 'node:fs';
import { p2tr, p2tr_ms, p2tr_pk } from '@scure/btc-signer';
import { keyAggregate, sortKeys } from '@scure/btc-signer/musig2.js';
import { BIP32Factory } from 'bip32';
import { networks } from 'bitcoinjs-lib';
import * as ecc from 'tiny-secp256k1';

const REGTEST = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };
const MUSIG_CHAIN_CODE = Buffer.from('868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965', 'hex');
const bip32 = BIP32Factory(ecc);

/** Splits at the commas that stand in no brackets. */
function parts(text) {
  const found = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    depth += '({['.includes(text[i]) ? 1 : ')}]'.includes(text[i]) ? -1 : 0;
    if (text[i] === ',' && depth === 0) {
      found.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...found, text.slice(start)];
}

function call(text) {
  const open = text.indexOf('(');
  return { name: text.slice(0, open), args: parts(text.slice(open + 1, text.lastIndexOf(')'))) };
}

/** Goes the steps /<a;b>/* below a key. */
function below(node, steps, place) {
  let at = node;
  for (const step of steps.split('/').slice(1)) {
    const tuple = step.match(/^<(\d+);(\d+)>$/);
    at = at.derive(step === '*' ? place.index : Number(tuple ? tuple[place.branch + 1] : step));
  }
  return at;
}

/** The 33 bytes of a key; of plain x-only keys 32. */
function key(text, place) {
  if (text.startsWith('musig(')) {
    const { args } = call(text);
    const total = keyAggregate(sortKeys(args.map((arg) => Uint8Array.from(key(arg, place))))).aggPublicKey.toBytes(true);
    const steps = text.slice(text.lastIndexOf(')') + 1);
    return steps ? below(bip32.fromPublicKey(total, MUSIG_CHAIN_CODE, networks.regtest), steps, place).publicKey : total;
  }
  const bare = text.replace(/^\[[^\]]*\]/, '');
  if (/^[0-9a-f]{64}$/.test(bare)) {
    return Buffer.from(bare, 'hex');
  }
  const slash = bare.indexOf('/');
  const account = bip32.fromBase58(slash < 0 ? bare : bare.slice(0, slash), networks.regtest);
  return slash < 0 ? account.publicKey : below(account, bare.slice(slash), place).publicKey;
}

const x = (bytes) => Uint8Array.from(bytes.slice(-32));

function tree(text, place) {
  if (text.startsWith('{')) {
    return parts(text.slice(1, -1)).map((side) => tree(side, place));
  }
  const { name, args } = call(text);
  if (name === 'pk') {
    return p2tr_pk(x(key(args[0], place)));
  }
  const keys = args.slice(1).map((arg) => x(key(arg, place)));
  if (name === 'sortedmulti_a') {
    keys.sort(Buffer.compare);
  } else if (name !== 'multi_a') {
    throw new Error(`no leaf ${name}`);
  }
  return p2tr_ms(Number(args[0]), keys);
}

function address(line) {
  const [descriptor, branch, index] = line.split('\t');
  const place = { branch: Number(branch), index: Number(index) };
  const { args } = call(descriptor.replace(/#.*$/, ''));
  const leaves = args.length > 1 ? tree(args[1], place) : undefined;
  return p2tr(x(key(args[0], place)), leaves, REGTEST, true).address;
}

const lines = readFileSync(0, 'utf8').split('\n').filter((line) => line);
process.stdout.write(lines.map(address).join('\n'));
