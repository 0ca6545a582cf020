package dev.usher.cli.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.usher.store.account.AccountChangeMapper;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.audit.AuditEventRow;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.GroupWrite;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.license.PoolMapper;
import dev.usher.store.plain.PlainStatement;
import dev.usher.store.plain.PlainTransactions;
import dev.usher.store.plain.PlainTransactions.Running;
import dev.usher.store.user.UserChildren;
import dev.usher.store.user.UserMapper;
import dev.usher.store.user.UserWrite;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The statements of Usher's writes in transactions like its own, and nothing else. */
final class LimitWrites {
  /** The most rows in which a user is read with its groups, as Usher reads it. */
  private static final int MEMBERSHIPS = 100;

  private static final UUID NOBODY = new UUID(0, 0);
  private static final Instant THEN = Instant.EPOCH;

  /** One more than the members that the answer to a PATCH of a group shows. */
  private static final int MEMBERS_SHOWN = 201;

  // columns of UserMapper.find and GroupMapper.lock, from 0
  private static final int USER_NAME = 1;
  private static final int EXTERNAL_ID = 2;
  private static final int DISPLAY_NAME = 3;
  private static final int ORGANIZATION = 5;
  private static final int PROFILE = 7;
  private static final int VERSION = 8;
  private static final int ROLES = 11;
  private static final int PROJECT_ROLES = 12;
  private static final int LICENSES = 13;
  private static final Pattern TITLE = Pattern.compile("\"title\": ?\"[^\"]*\"");
  private static final int GROUP_NAME = 1;
  private static final int GROUP_VERSION = 3;

  private final PlainTransactions transactions;
  private final UUID account;
  private final UUID token;
  private final String license;
  private final String organization;
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

  private final AtomicLong titles = new AtomicLong();

  private final PlainStatement version;
  private final PlainStatement find;
  private final PlainStatement insert;
  private final PlainStatement insertEmails;
  private final PlainStatement update;
  private final PlainStatement deleteLicenses;
  private final PlainStatement insertLicenses;
  private final PlainStatement take;
  private final PlainStatement free;
  private final PlainStatement lock;
  private final PlainStatement updateGroup;
  private final PlainStatement audit;

  /**
   * @param license that some people have a seat of
   * @param organization the default one
   */
  LimitWrites(
      PlainTransactions transactions,
      UUID account,
      UUID token,
      String license,
      String organization) {
    this.transactions = transactions;
    this.account = account;
    this.token = token;
    this.license = license;
    this.organization = organization;
    UserWrite user =
        new UserWrite(
            account,
            NOBODY,
            "",
            "",
            "",
            "Active",
            organization,
            null,
            "{}",
            null,
            null,
            null,
            1,
            Instant.EPOCH);
    this.version = of(AccountChangeMapper.class, "version", Map.of("accountId", account));
    this.find =
        of(
            UserMapper.class,
            "find",
            Map.of("account", account, "id", NOBODY, "limit", MEMBERSHIPS));
    this.insert = of(UserMapper.class, "insert", Map.of("rows", List.of(user)));
    this.insertEmails =
        of(
            UserMapper.class,
            "insertEmails",
            Map.of(
                "account",
                account,
                "rows",
                List.of(
                    ofNobody(new UserChildren.Email(0, "", "work", null, true)),
                    ofNobody(new UserChildren.Email(1, "", "home", null, null)))));
    this.update = of(UserMapper.class, "update", Map.of("user", user, "expected", 1L));
    this.deleteLicenses =
        of(UserMapper.class, "deleteLicenses", Map.of("account", account, "user", NOBODY));
    this.insertLicenses =
        of(
            UserMapper.class,
            "insertLicenses",
            Map.of(
                "account",
                account,
                "remembered",
                false,
                "rows",
                List.of(ofNobody(new UserChildren.License(license, "")))));
    Map<String, Object> seat = Map.of("account", account, "license", license, "organization", "");
    this.take = of(PoolMapper.class, "take", seat);
    this.free = of(PoolMapper.class, "free", seat);
    this.lock = of(GroupMapper.class, "lock", Map.of("account", account, "id", NOBODY));
    this.updateGroup =
        of(
            GroupMapper.class,
            "update",
            Map.of(
                "group", new GroupWrite(account, NOBODY, "", null, null, 1, THEN), "expected", 1L));
    this.audit =
        of(AuditEventMapper.class, "insert", Map.of("account", account, "rows", List.of(event())));
  }

  private static <R> UserChildren.Of<R> ofNobody(R child) {
    return new UserChildren.Of<>(NOBODY, child);
  }

  private AuditEventRow event() {
    return new AuditEventRow(
        NOBODY,
        THEN,
        "token",
        token,
        "bench",
        "user.profileChanged",
        "User",
        NOBODY.toString(),
        "somebody",
        "success",
        null,
        "{\"title\":\"Title 00000000\"}",
        "{\"title\":\"Title 00000001\"}",
        "[\"title\"]",
        "00000000-0000-0000-0000-000000000000",
        "127.0.0.1",
        NOBODY);
  }

  private PlainStatement of(Class<?> mapper, String id, Map<String, ?> parameters) {
    return transactions.statement(mapper, id, parameters);
  }

  /** By name; each takes the key of a request. */
  Map<String, Consumer<String>> operations() {
    MemberChanges members = new MemberChanges();
    return Map.of(
        "create", this::create,
        "update", this::update,
        "active", this::active,
        "member", members::change,
        "memberOfLarge", members::change);
  }

  private void create(String userName) {
    String id = ids.generate().toString();
    Instant now = Instant.now();
    transactions.write(
        running -> {
          running.query(version, Map.of());
          running.update(
              insert,
              Map.of(
                  "rows[0].id",
                  id,
                  "rows[0].userName",
                  userName,
                  "rows[0].externalId",
                  "E00000000",
                  "rows[0].displayName",
                  "New Comer",
                  "rows[0].profile",
                  new Person(1).json(userName, "Newcomer"),
                  "rows[0].lastModified",
                  now));
          running.update(
              insertEmails,
              Map.of(
                  "rows[0].user", id,
                  "rows[0].child.value", userName,
                  "rows[1].user", id,
                  "rows[1].child.value", "home." + userName));
          record(running, "User", id, now);
        });
  }

  private void update(String id) {
    Instant now = Instant.now();
    transactions.write(
        running -> {
          running.query(version, Map.of());
          String[] user = running.query(find, Map.of("id", id)).get(0);
          Map<String, Object> changed = changed(user, id, "Active", now);
          changed.put("user.profile", TITLE.matcher(user[PROFILE]).replaceFirst(title()));
          running.update(update, changed);
          record(running, "User", id, now);
        });
  }

  private String title() {
    return "\"title\":\"Title %012d\"".formatted(titles.incrementAndGet());
  }

  private void active(String key) {
    String id = key.substring(0, key.indexOf(':'));
    boolean active = key.endsWith("true");
    Instant now = Instant.now();
    transactions.write(
        running -> {
          running.query(version, Map.of());
          String[] user = running.query(find, Map.of("id", id)).get(0);
          boolean licensed = user[LICENSES] != null;
          if (licensed) {
            running.update(active ? take : free, Map.of());
          }
          running.update(update, changed(user, id, active ? "Active" : "Inactive", now));
          if (licensed) {
            running.update(deleteLicenses, Map.of("user", id));
            running.update(insertLicenses, Map.of("rows[0].user", id, "remembered", !active));
          }
          record(running, "User", id, now);
        });
  }

  private Map<String, Object> changed(String[] user, String id, String status, Instant now) {
    long version = Long.parseLong(user[VERSION]);
    Map<String, Object> given = new HashMap<>();
    given.put("user.id", id);
    given.put("user.userName", user[USER_NAME]);
    given.put("user.externalId", user[EXTERNAL_ID]);
    given.put("user.displayName", user[DISPLAY_NAME]);
    given.put("user.organizationId", user[ORGANIZATION]);
    given.put("user.profile", user[PROFILE]);
    given.put("user.roles", user[ROLES]);
    given.put("user.projectRoles", user[PROJECT_ROLES]);
    given.put("user.licenses", user[LICENSES]);
    given.put("user.status", status);
    given.put("user.version", version + 1);
    given.put("user.lastModified", now);
    given.put("expected", version);
    return given;
  }

  private void record(Running running, String type, String target, Instant now) {
    running.update(
        audit,
        Map.of(
            "rows[0].id", ids.generate(),
            "rows[0].time", now,
            "rows[0].targetType", type,
            "rows[0].targetId", target,
            "rows[0].transactionId", ids.generate()));
  }

  /** Members come and go. */
  private final class MemberChanges {
    private final PlainStatement large =
        of(
            MemberMapper.class,
            "moreUsersThan",
            Map.of("account", account, "group", NOBODY, "limit", MEMBERS_SHOWN - 1));
    private final PlainStatement insertUsers =
        of(
            MemberMapper.class,
            "insertUsers",
            Map.of("account", account, "group", NOBODY, "users", List.of(NOBODY)));
    private final PlainStatement removeUser =
        of(
            MemberMapper.class,
            "removeUser",
            Map.of("account", account, "group", NOBODY, "user", NOBODY));
    private final PlainStatement users = shown("users");
    private final PlainStatement groups = shown("groups");

    private PlainStatement shown(String id) {
      return of(
          MemberMapper.class,
          id,
          Map.of("account", account, "group", NOBODY, "after", NOBODY, "limit", MEMBERS_SHOWN));
    }

    /**
     * @param key the group, the person, and whether they come, with colons between
     */
    void change(String key) {
      String[] parts = key.split(":", 3);
      String group = parts[0];
      boolean comes = parts[2].equals("true");
      // Usher asks for more when somebody leaves
      int limit = comes ? MEMBERS_SHOWN - 1 : MEMBERS_SHOWN;
      Instant now = Instant.now();
      transactions.write(
          running -> {
            boolean many =
                running.query(large, Map.of("group", group, "limit", limit)).get(0)[0].equals("1");
            String[] row = running.query(lock, Map.of("id", group)).get(0);
            boolean changes =
                comes
                    ? running.insert(insertUsers, Map.of("group", group, "users[0]", parts[1]))
                    : running.update(removeUser, Map.of("group", group, "user", parts[1])) > 0;
            if (!changes) {
              return; // not every request of a workload is sent
            }
            long version = Long.parseLong(row[GROUP_VERSION]);
            running.update(
                updateGroup,
                Map.of(
                    "group.id", group,
                    "group.displayName", row[GROUP_NAME],
                    "group.version", version + 1,
                    "group.lastModified", now,
                    "expected", version));
            if (!many && running.query(users, Map.of("group", group)).size() < MEMBERS_SHOWN) {
              running.query(groups, Map.of("group", group));
            }
            record(running, "Group", group, now);
          });
    }
  }
}
