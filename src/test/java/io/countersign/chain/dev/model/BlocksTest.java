package io.countersign.chain.dev.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.chain.BlockHash;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocksTest {

    private static final long NOW = 1_800_000_000L;

    @Test
    void beginsWithTheBlockOfEveryRegtest() {
        BlockHeader genesis = BlockHeader.genesis();

        assertThat(genesis.serialize().size()).isEqualTo(80);
        assertThat(genesis.hash())
                .isEqualTo(BlockHash.parse("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"));
    }

    @Test
    void hashesABlocksTransactionsAsTheMainNetworkDoes() {
        // Block 100,000 of the main network.
        List<Bytes32> ids = Stream.of(
                        "8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87",
                        "fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4",
                        "6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4",
                        "e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d")
                .map(hex -> Txid.parse(hex).hash())
                .toList();

        assertThat(new Txid(MerkleRoot.of(ids)).toHex())
                .isEqualTo("f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766");
    }

    @Test
    void pairsAnOddTransactionWithItself() {
        List<Bytes32> three =
                IntStream.range(0, 3).mapToObj(i -> Bytes32.wrap(new byte[32])).toList();
        List<Bytes32> four =
                Stream.concat(three.stream(), Stream.of(three.get(2))).toList();

        assertThat(MerkleRoot.of(three)).isEqualTo(MerkleRoot.of(four));
    }

    @Test
    void bringsTheFaucetsCoinToMaturity() {
        List<MinedBlock> blocks = Miner.firstBlocks(NOW);

        assertThat(blocks).hasSize(101);
        assertThat(blocks.get(0).coinbase().outputs().get(0))
                .isEqualTo(new TxOutput(1_000_000_000_000_000L, FaucetPayment.fundingScript()));
        ChainHead head = blocks.get(100).head();
        assertThat(head.height()).isEqualTo(101);
        assertThat(head.nextHeight() - blocks.get(0).head().height()).isGreaterThanOrEqualTo(Coinbase.MATURITY);
    }

    @Test
    void linksEveryBlockToTheOneBefore() {
        List<MinedBlock> blocks = Miner.blocks(ChainHead.atGenesis(), List.of(), 50, NOW);

        BlockHash previous = BlockHeader.genesis().hash();
        for (MinedBlock block : blocks) {
            assertThat(block.header().previous()).isEqualTo(previous);
            assertThat(block.header().hash()).isEqualTo(block.head().hash());
            assertThat(block.header().hash().toHex()).isLessThanOrEqualTo("7fffff");
            previous = block.head().hash();
        }
    }

    @Test
    void letsTimeGrowWithEveryBlockWhateverTheClockSays() {
        ChainHead head =
                Miner.blocks(ChainHead.atGenesis(), List.of(), 20, NOW).get(19).head();
        List<MinedBlock> later = Miner.blocks(head, List.of(), 20, NOW - 10_000);

        assertThat(later).extracting(block -> block.header().time()).isSorted().doesNotHaveDuplicates();
        assertThat(later.get(0).header().time()).isEqualTo(NOW + 20);
        // The median of the last 11 is the sixth before the newest.
        assertThat(later.get(19).head().medianTimePast()).isEqualTo(NOW + 39 - 5);
    }

    @Test
    void paysTheFeesToTheChain() {
        PooledTransaction waiting = new PooledTransaction(
                Txid.parse("aa".repeat(32)), Bytes32.ofHex("aa".repeat(32)), 600, Satoshi.of(777));
        List<MinedBlock> blocks = Miner.blocks(ChainHead.atGenesis(), List.of(waiting), 2, NOW);

        assertThat(blocks.get(0).txids()).containsExactly(waiting.txid());
        assertThat(blocks.get(0).coinbase().outputs().get(0).amountSat()).isEqualTo(1_000_000_000_000_777L);
        assertThat(blocks.get(1).txids()).isEmpty();
    }

    @Test
    void leavesForTheNextBlockWhatDoesNotFit() {
        List<PooledTransaction> waiting = IntStream.range(0, 25)
                .mapToObj(i -> new PooledTransaction(
                        Txid.parse("%064x".formatted(i)), Bytes32.ofHex("aa".repeat(32)), 390_000, Satoshi.ZERO))
                .toList();
        List<MinedBlock> blocks = Miner.blocks(ChainHead.atGenesis(), waiting, 4, NOW);

        // 10 times 390,000 are 3,900,000; one more would be above 4,000,000.
        assertThat(blocks).extracting(block -> block.txids().size()).containsExactly(10, 10, 5, 0);
    }

    @ParameterizedTest
    @CsvSource({"2,5000000000", "149,5000000000", "150,2500000000", "4949,0", "9600,0", "100000,0"})
    void halvesTheSubsidyAsRegtestDoes(int height, long sat) {
        // 33 halvings leave 5,000,000,000 / 2^32 = 1 and then, from 4,950 on, 0.
        assertThat(Coinbase.subsidy(height).value()).isEqualTo(height == 4949 ? 1 : sat);
    }

    @ParameterizedTest
    @CsvSource({
        "1,5100",
        "16,6000",
        "17,011100",
        "127,017f00",
        "128,02800000",
        "255,02ff0000",
        "256,02000100",
        "32768,0300800000"
    })
    void writesTheHeightIntoTheCoinbase(int height, String scriptSig) {
        Bytes32 root = Bytes32.wrap(new byte[32]);

        assertThat(Coinbase.of(height, Satoshi.ZERO, root)
                        .inputs()
                        .get(0)
                        .scriptSig()
                        .toHex())
                .isEqualTo(scriptSig);
    }
}
