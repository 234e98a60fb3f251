package io.countersign.crypto.psbt;

import io.countersign.crypto.tx.Txid;

/**
 * What makes two PSBTs of one version the same work (BIP174, BIP370: "Unique Identification"). For version 0 that is the txid of the
 * unsigned transaction; for version 2 an id that binds no sequence, so compare transactions where sequences matter.
 */
public record PsbtIdentity(int version, Txid id) {}
