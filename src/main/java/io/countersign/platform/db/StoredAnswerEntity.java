package io.countersign.platform.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** A remembered answer. Written by SQL; read by key. */
@NullUnmarked
@Entity
@Table(name = "stored_answer")
class StoredAnswerEntity {

    @Id
    @Column(name = "scope")
    String scope;

    @Column(name = "request_hash")
    String requestHash;

    @Column(name = "status")
    int status;

    @Column(name = "content_type")
    String contentType;

    @Column(name = "etag")
    String etag;

    @Column(name = "location")
    String location;

    @Column(name = "is_secret")
    boolean secret;

    @Column(name = "body")
    byte[] body;
}
