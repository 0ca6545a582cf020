package dev.usher.cli.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.usher.store.Tx;
import dev.usher.store.account.AccountChangeMapper;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.audit.AuditEventRow;
import dev.usher.store.plain.PlainStatement;
import dev.usher.store.plain.PlainTransactions;
import dev.usher.store.plain.PlainTransactions.Running;
import dev.usher.store.user.UserChildren;
import dev.usher.store.user.UserMapper;
import dev.usher.store.user.UserWrite;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The statements of a Bulk that creates {@value #CREATIONS} users, each with two e-mail addresses:
 * one transaction, and for every {@link Tx#ROWS_AT_ONCE} of them a savepoint, the number of the
 * account's last change and four inserts.
 */
final class LimitBulk {
  private static final int CREATIONS = 100;
  private static final int ROWS = Tx.ROWS_AT_ONCE;
  private static final UUID NOBODY = new UUID(0, 0);

  private final PlainTransactions transactions;
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final PlainStatement version;
  private final PlainStatement insertUsers;
  private final PlainStatement insertEmails;
  private final PlainStatement insertEvents;

  /**
   * @param token that the trail names
   * @param organization the default one
   */
  LimitBulk(PlainTransactions transactions, UUID account, UUID token, String organization) {
    this.transactions = transactions;
    String json = new Person(1).json();
    UserWrite user =
        new UserWrite(
            account,
            NOBODY,
            "",
            "E00000000",
            "New Comer",
            "Active",
            organization,
            null,
            json,
            null,
            null,
            null,
            1,
            Instant.EPOCH);
    List<UserChildren.Of<UserChildren.Email>> emails =
        Collections.nCopies(ROWS / 2, List.of(email(0, "work", true), email(1, "home", null)))
            .stream()
            .flatMap(List::stream)
            .toList();
    this.version =
        transactions.statement(AccountChangeMapper.class, "version", Map.of("accountId", account));
    this.insertUsers =
        transactions.statement(
            UserMapper.class, "insert", Map.of("rows", Collections.nCopies(ROWS, user)));
    this.insertEmails =
        transactions.statement(
            UserMapper.class, "insertEmails", Map.of("account", account, "rows", emails));
    this.insertEvents =
        transactions.statement(
            AuditEventMapper.class,
            "insert",
            Map.of("account", account, "rows", Collections.nCopies(ROWS, event(token, json))));
  }

  private static UserChildren.Of<UserChildren.Email> email(
      int ordinal, String type, Boolean primary) {
    return new UserChildren.Of<>(NOBODY, new UserChildren.Email(ordinal, "", type, null, primary));
  }

  private static AuditEventRow event(UUID token, String created) {
    return new AuditEventRow(
        NOBODY,
        Instant.EPOCH,
        "token",
        token,
        "bench",
        "user.created",
        "User",
        NOBODY.toString(),
        "somebody",
        "success",
        null,
        null,
        created,
        "[\"userName\",\"status\",\"name\",\"displayName\",\"title\",\"emails\",\"phoneNumbers\"]",
        "00000000-0000-0000-0000-000000000000",
        "127.0.0.1",
        NOBODY);
  }

  /** By name; takes the key of a request, which no other request has. */
  Map<String, Consumer<String>> operations() {
    return Map.of("bulk", this::create);
  }

  private void create(String key) {
    Instant now = Instant.now();
    transactions.write(
        running -> {
          for (int first = 0; first < CREATIONS; first += ROWS) {
            running.savepoint();
            running.query(version, Map.of());
            create(running, "bulk." + key + "." + first, now);
          }
        });
  }

  private void create(Running running, String name, Instant now) {
    List<String> users = Stream.generate(() -> ids.generate().toString()).limit(ROWS).toList();
    Map<String, Object> rows = new HashMap<>();
    Map<String, Object> events = new HashMap<>();
    for (int i = 0; i < ROWS; i++) {
      String user = "rows[" + i + "]";
      rows.put(user + ".id", users.get(i));
      rows.put(user + ".userName", name + "." + i + "@example.org");
      rows.put(user + ".lastModified", now);
      String event = "rows[" + i + "]";
      events.put(event + ".id", ids.generate());
      events.put(event + ".time", now);
      events.put(event + ".targetId", users.get(i));
      events.put(event + ".transactionId", ids.generate());
    }
    running.update(insertUsers, rows);
    running.update(insertEmails, emails(users.subList(0, ROWS / 2), name));
    running.update(insertEmails, emails(users.subList(ROWS / 2, ROWS), name));
    running.update(insertEvents, events);
  }

  private static Map<String, Object> emails(List<String> users, String name) {
    Map<String, Object> emails = new HashMap<>();
    for (int i = 0; i < ROWS; i++) {
      String email = "rows[" + i + "]";
      emails.put(email + ".user", users.get(i / 2));
      emails.put(email + ".child.value", name + "." + i + "@example.net");
    }
    return emails;
  }
}
