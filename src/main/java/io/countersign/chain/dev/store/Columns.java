package io.countersign.chain.dev.store;

import io.countersign.chain.BlockHash;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Txid;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;

/** Byte strings and absent values between rows and types. */
final class Columns {

    private Columns() {}

    static Bytes bytes(Row row, String column) {
        return Bytes.wrap(row.getBuffer(column).getBytes());
    }

    static Txid txid(Row row, String column) {
        return new Txid(new Bytes32(bytes(row, column)));
    }

    static Optional<Txid> findTxid(Row row, String column) {
        return row.getBuffer(column) == null ? Optional.empty() : Optional.of(txid(row, column));
    }

    static BlockHash blockHash(Row row, String column) {
        return new BlockHash(new Bytes32(bytes(row, column)));
    }

    static OptionalInt findInt(Row row, String column) {
        Integer value = row.getInteger(column);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    static Buffer buffer(Bytes bytes) {
        return Buffer.buffer(bytes.toArray());
    }

    static Buffer buffer(Txid txid) {
        return buffer(txid.hash().bytes());
    }

    static Buffer[] buffers(Collection<Bytes> all) {
        return all.stream().map(Columns::buffer).toArray(Buffer[]::new);
    }
}
