package io.countersign.crypto.message;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;

/** An ECDSA signature in a signed message, and the hash that it signs. */
public record SignedHash(EcdsaSignature signature, Bytes32 hash) {}
