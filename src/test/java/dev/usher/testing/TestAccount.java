package dev.usher.testing;

import java.util.UUID;
import java.util.function.BiFunction;

/** A fresh account on the shared server, with a token that may do everything. */
public final class TestAccount {
  private final UUID id;
  private final String name;
  private final ScimClient client;
  private final BiFunction<String, UUID, Long> database;

  TestAccount(UUID id, String name, ScimClient client, BiFunction<String, UUID, Long> database) {
    this.id = id;
    this.name = name;
    this.client = client;
    this.database = database;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String token() {
    return client.token();
  }

  public ScimClient client() {
    return client;
  }

  /** The number that a statement with the account as its one parameter reads. */
  public long number(String sql) {
    return database.apply(sql, id);
  }
}
