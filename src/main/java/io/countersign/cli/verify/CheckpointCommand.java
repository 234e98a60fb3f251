package io.countersign.cli.verify;

import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.VerifierKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a checkpoint. */
@NullUnmarked
@Command(
        name = "checkpoint",
        description = "Checks who signed a checkpoint and, with an older one and a proof, that the log only grew.",
        mixinStandardHelpOptions = true)
final class CheckpointCommand extends Verification {

    @Mixin
    private LogKeyOptions logKeys;

    @Option(names = "--older", paramLabel = "FILE", description = "A checkpoint of the same log that you saw before.")
    private Path older;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description = "The proof from the older one, as GET /v1/log/proofs/consistency answers it.")
    private Path proof;

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            description = "A witness who must have cosigned it; may be given several times.")
    private List<String> witnesses;

    @Parameters(paramLabel = "FILE", description = "The checkpoint, a signed note.")
    private Path file;

    @Override
    void verify(Report report) {
        List<VerifierKey> keys = logKeys.required();
        String note = Texts.read(file);
        Checkpoint checkpoint = LogCheck.open(note, keys);
        String date = LogCheck.dated(note, keys).stream()
                .mapToObj(seconds -> ", as of " + Instant.ofEpochSecond(seconds))
                .findFirst()
                .orElse("");
        report.right(
                LogCheck.CHECKPOINT,
                "The log %s has signed that it has %d entries%s."
                        .formatted(checkpoint.origin(), checkpoint.size(), date));
        if (witnesses != null) {
            witnesses.forEach(
                    witness -> report.attempt(LogCheck.CHECKPOINT, () -> requireWitness(report, note, witness)));
        }
        if (older != null) {
            requireGrowth(report, LogCheck.open(Texts.read(older), keys), checkpoint);
        }
    }

    private static void requireWitness(Report report, String note, String witness) {
        VerifierKey key = VerifierKey.parse(witness).as(KeyUse.COSIGNATURE);
        LogCheck.opened(note, List.of(key))
                .cosignedAt(key)
                .ifPresent(seconds -> report.right(
                        LogCheck.CHECKPOINT,
                        "The witness %s cosigned it at %s.".formatted(key.name(), Instant.ofEpochSecond(seconds))));
    }

    private void requireGrowth(Report report, Checkpoint before, Checkpoint now) {
        if (before.size() > now.size()) {
            report.wrong(
                    LogCheck.CHECKPOINT,
                    "The log has shrunk from %d entries to %d.".formatted(before.size(), now.size()));
            return;
        }
        ConsistencyProof growth = new ConsistencyProof(
                before.size(), now.size(), proof == null ? List.of() : LogClient.hashes(Texts.json(proof)));
        if (before.size() == 0 || growth.proves(before.rootHash(), now.rootHash())) {
            report.right(
                    LogCheck.CHECKPOINT,
                    "The log only grew, from %d entries to %d.".formatted(before.size(), now.size()));
        } else {
            report.wrong(
                    LogCheck.CHECKPOINT,
                    "It is not proven that the log of %d entries goes on from that of %d."
                            .formatted(now.size(), before.size()));
        }
    }
}
