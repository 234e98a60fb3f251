package io.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.config.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

    @Test
    void refusesSeveralHosts() {
        assertThatThrownBy(() -> DatabaseUrl.reactiveOf("jdbc:postgresql://one:5432,two:5432/countersign"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("set quarkus.datasource.reactive.url as well");
    }

    @Test
    void refusesOtherDatabasesWithoutShowingTheUrl() {
        assertThatThrownBy(() -> DatabaseUrl.reactiveOf("jdbc:mysql://host/db?password=secret"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("quarkus.datasource.jdbc.url is no URL like jdbc:postgresql://host:5432/database")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DatabaseUrl.jdbcOf("mysql://user:secret@host/db"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5433/cs, postgresql://db:5433/cs",
        "jdbc:postgresql://db/cs, postgresql://db/cs",
        "jdbc:postgresql:cs, postgresql://localhost/cs",
        "jdbc:postgresql://[::1]:5432/cs, postgresql://[::1]:5432/cs",
        "jdbc:postgresql://db/cs?sslmode=verify-full&tcpKeepAlive=true, postgresql://db/cs?sslmode=verify-full",
        "jdbc:postgresql://db/cs?ssl=true, postgresql://db/cs?sslmode=verify-full",
        "jdbc:postgresql://db/cs?user=u&password=p%40&currentSchema=s, postgresql://db/cs?user=u&password=p%40&search_path=s"
    })
    void makesTheReactiveUrlOfTheJdbcOne(String jdbc, String reactive) {
        assertThat(DatabaseUrl.reactiveOf(jdbc)).isEqualTo(reactive);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db:5433/cs, jdbc:postgresql://db:5433/cs",
        "postgres://db/cs, jdbc:postgresql://db/cs",
        "vertx-reactive:postgresql://db:5432/cs, jdbc:postgresql://db:5432/cs",
        "postgresql://u:p%40@db/cs?sslmode=require, jdbc:postgresql://db/cs?user=u&password=p%40&sslmode=require",
        "postgresql://db/cs?application_name=a&pipelining=3, jdbc:postgresql://db/cs?ApplicationName=a"
    })
    void makesTheJdbcUrlOfTheReactiveOne(String reactive, String jdbc) {
        assertThat(DatabaseUrl.jdbcOf(reactive)).isEqualTo(jdbc);
    }
}
