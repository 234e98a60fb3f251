package io.countersign.proposal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Proposals and signatures from before there were spend paths and a look-up of nonces. */
class UpgradeDbTest {

    private static final Map<String, String> SETTINGS = new TestDatabase().start();
    private static final String DATABASE = "before_spend_paths";
    /** The last one before. */
    private static final String BEFORE = "161";

    private static final String WALLET = "00000000-0000-7000-8000-000000000001";
    private static final String PROPOSAL = "00000000-0000-7000-8000-000000000002";
    private static final String[] KEYS = {
        "00000000-0000-7000-8000-00000000000a",
        "00000000-0000-7000-8000-00000000000b",
        "00000000-0000-7000-8000-00000000000c"
    };

    @Test
    void takesWhatWasThereBefore() throws SQLException {
        execute(url("postgres"), "CREATE DATABASE " + DATABASE);
        migrate(BEFORE);
        execute(url(DATABASE), wallet(), proposal(), signature(0, "aa", "01"), signature(1, "bb", "02"));
        // The r of the first one again: both were taken in then, and the first is remembered.
        execute(url(DATABASE), signature(2, "aa", "03"));

        migrate("latest");

        assertThat(column("SELECT key_groups FROM proposal")).containsExactly("2:0,1,2");
        assertThat(
                        column(
                                """
                        SELECT concat_ws(' ', encode(r, 'hex'), encode(public_key, 'hex'), encode(sighash, 'hex'), key_ids)
                          FROM signature_nonce
                         ORDER BY r
                        """))
                .containsExactly("aa 02 01 " + KEYS[0], "bb 02 02 " + KEYS[1]);
    }

    private static String wallet() {
        return """
                INSERT INTO wallet (id, name, network, state, script, threshold, total, is_imported, receive_start, change_start,
                                    created_by, created_at, version)
                VALUES ('%s', 'Treasury', 'regtest', 'active', 'wsh', 2, 3, FALSE, 0, 0, gen_random_uuid(), now(), 1)
                """
                .formatted(WALLET);
    }

    private static String proposal() {
        return """
                INSERT INTO proposal (id, wallet_id, state, version, txid, unsigned_tx, fee_sat, virtual_size, threshold, key_ids,
                                      spend_path, created_by, expires_at, created_at)
                VALUES ('%s', '%s', 'collecting', 1, '', '', 1, 1, 2, '%s', 'main', gen_random_uuid(), now(), now())
                """
                .formatted(PROPOSAL, WALLET, String.join(",", KEYS));
    }

    private static String signature(int number, String r, String sighash) {
        return """
                INSERT INTO signature (id, proposal_id, input_index, public_key, key_id, signature, sighash, r, signed_at, entry_hash,
                                       entry_time)
                VALUES ('00000000-0000-7000-8000-00000000010%d', '%s', %d, '\\x02', '%s', '', '\\x%s', '\\x%s', now(), '', now())
                """
                .formatted(number, PROPOSAL, number, KEYS[number], sighash, r);
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(url(DATABASE), "postgres", "postgres")
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    private static List<String> column(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(DATABASE), "postgres", "postgres");
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static String url(String database) {
        return SETTINGS.get("quarkus.datasource.jdbc.url").replaceFirst("/postgres$", "/" + database);
    }
}
