package io.countersign.platform.db;

/** Told after each commit of a command or a job. Must return at once. */
public interface AfterCommit {

    void committed();
}
