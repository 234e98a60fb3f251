package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the caller names. */
final class Texts {

    private Texts() {}

    static String read(Path file) {
        return new String(bytes(file).toArray(), StandardCharsets.UTF_8);
    }

    static Bytes bytes(Path file) {
        try {
            return Bytes.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new NotJudgedException("The file %s can't be read.".formatted(file));
        }
    }

    static Shown json(Path file) {
        return Shown.parse(String.valueOf(file.getFileName()), bytes(file));
    }
}
