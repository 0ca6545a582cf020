package dev.usher.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.Parallel;
import dev.usher.testing.ScimClient;
import dev.usher.testing.SentStatements;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestDatabase;
import dev.usher.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing is lost, whoever writes at the same time. */
class GroupConcurrencyTest {
  private static final int CONNECTIONS = 32;

  /** The database's error for a lock that is waited for too long, or not at all. */
  private static final int LOCK_TAKEN = 1205;

  private static final String DEACTIVATE =
      "{\"op\": \"replace\", \"path\": \"active\", \"value\": false}";
  private static final String MEMBERS = "SELECT COUNT(*) FROM group_user WHERE account_id = ?";

  private final TestAccount account = TestServer.shared().account("activation=direct");
  private final ScimClient client = account.client();
  private final GroupClient groups = new GroupClient(client);
  private final String group = groups.create("Everybody").id();

  @Test
  void aThousandAddsOneMemberEachLoseNoneAndSoDoRemoves() throws Exception {
    List<String> users = users(1_000);

    assertAllSucceed(
        users.stream().<Callable<Answer>>map(user -> () -> groups.add(group, user)).toList());

    assertThat(account.number(MEMBERS)).isEqualTo(1_000);
    assertThat(account.number("SELECT version FROM directory_group WHERE account_id = ?"))
        .isEqualTo(1_001);
    assertThat(groups.members(group)).containsExactlyInAnyOrderElementsOf(users);

    assertAllSucceed(
        users.stream().<Callable<Answer>>map(user -> () -> groups.remove(group, user)).toList());

    assertThat(account.number(MEMBERS)).isZero();
    assertThat(account.number("SELECT version FROM directory_group WHERE account_id = ?"))
        .isEqualTo(2_001);
  }

  @Test
  void whenManyAddOrRemoveTheSameMemberOneDoesIt() throws Exception {
    String user = client.createUser("wanted").id();
    String child = groups.create("Child").id();
    for (String member : List.of(user, child)) {
      long before = version();

      assertAllSucceed(Collections.nCopies(64, () -> groups.add(group, member)));
      assertThat(groups.members(group)).containsExactly(member);
      assertThat(version()).isEqualTo(before + 1);

      assertAllSucceed(Collections.nCopies(64, () -> groups.remove(group, member)));
      assertThat(groups.members(group)).isEmpty();
      assertThat(version()).isEqualTo(before + 2);
    }
  }

  private long version() {
    return account.number(
        "SELECT version FROM directory_group WHERE account_id = ? AND display_name = 'Everybody'");
  }

  @Test
  void addsAmongRenamesDeactivationsAndDeletesLeaveExactlyThoseWhoStillExist() throws Exception {
    try (TestServer second = TestServer.another()) {
      ScimClient other = second.client(account);
      List<String> users = users(300);
      Set<String> remaining = new TreeSet<>(users);
      List<Callable<Answer>> requests = new ArrayList<>();
      for (int i = 0; i < users.size(); i++) {
        String user = users.get(i);
        int number = i;
        ScimClient one = i % 2 == 0 ? client : other;
        ScimClient another = i % 2 == 0 ? other : client;
        requests.add(() -> new GroupClient(one).add(group, user));
        if (i % 5 == 0) {
          requests.add(() -> new GroupClient(another).rename(group, "Name " + number));
        }
        if (i % 5 == 1) {
          requests.add(() -> another.patchOps("/Users/" + user, DEACTIVATE));
        }
        if (i % 5 == 2) {
          requests.add(() -> another.delete("/Users/" + user));
          remaining.remove(user);
        }
      }

      List<Answer> answers = run(requests);

      // an add may come after the delete of its user: 400, as it should
      assertThat(answers).extracting(Answer::status).isSubsetOf(200, 204, 400);
      assertThat(groups.members(group)).containsExactlyInAnyOrderElementsOf(remaining);
      assertThat(new GroupClient(other).members(group)).hasSize(remaining.size());
      assertThat(account.number(MEMBERS)).isEqualTo(remaining.size());
      assertThat(
              account.number(
                  "SELECT COUNT(*) FROM group_user m WHERE m.account_id = ? AND NOT EXISTS"
                      + " (SELECT 1 FROM user u WHERE u.account_id = m.account_id"
                      + " AND u.id = m.user_id)"))
          .isZero();
    }
  }

  @Test
  void groupsThatJoinEachOtherAndGoDoNotFail() throws Exception {
    List<String> others =
        IntStream.range(0, 10).mapToObj(i -> groups.create("Group " + i).id()).toList();
    List<Callable<Answer>> requests = new ArrayList<>();
    for (String one : others) {
      for (String another : others) {
        if (!one.equals(another)) {
          requests.add(() -> groups.add(one, another));
        }
      }
    }
    assertAllSucceed(requests);
    assertThat(account.number("SELECT COUNT(*) FROM group_group WHERE account_id = ?"))
        .isEqualTo(10 * 9);

    List<Answer> deleted =
        run(
            others.stream()
                .<Callable<Answer>>map(id -> () -> client.delete("/Groups/" + id))
                .toList());

    assertThat(deleted).extracting(Answer::status).containsOnly(204);
    assertThat(account.number("SELECT COUNT(*) FROM group_group WHERE account_id = ?")).isZero();
  }

  @Test
  void aGroupThatGoesIsLockedWithItsParentsInTheOrderOfTheirIds() throws Exception {
    List<String> before = List.of(groups.create("A").id(), groups.create("B").id());
    String child = groups.create("Child").id();
    List<String> after = List.of(groups.create("C").id(), groups.create("D").id());
    List.of(after.get(1), before.get(1), after.get(0), before.get(0))
        .forEach(parent -> groups.add(parent, child));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection holder = TestDatabase.connect();
        Connection asking = TestDatabase.connect()) {
      holder.setAutoCommit(false);
      assertThat(lock(holder, after.get(0), "")).isTrue();
      Future<Answer> deletion = thread.submit(() -> client.delete("/Groups/" + child));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (lock(asking, child, "NOWAIT") && System.nanoTime() < end) {
        Thread.sleep(20);
      }

      assertThat(lock(asking, before.get(0), "NOWAIT")).isFalse();
      assertThat(lock(asking, before.get(1), "NOWAIT")).isFalse();
      assertThat(lock(asking, after.get(1), "NOWAIT")).isTrue();

      holder.commit();
      assertThat(deletion.get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
    } finally {
      thread.shutdown();
    }
    assertThat(account.number("SELECT COUNT(*) FROM group_group WHERE account_id = ?")).isZero();
  }

  @Test
  void howManyParentsAGroupHasMakesNoMoreStatementsWhenItGoes() {
    String child = groups.create("Child").id();
    for (int i = 0; i < 20; i++) {
      groups.add(groups.create("Parent " + i).id(), child);
    }

    List<String> sent =
        SentStatements.with("DELETE FROM directory_group", () -> client.delete("/Groups/" + child));

    assertThat(sent).filteredOn(statement -> statement.endsWith("FOR UPDATE")).hasSize(2);
  }

  /** Whether the group's row could be locked; it is free again unless the connection collects. */
  private boolean lock(Connection connection, String id, String wait) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id FROM directory_group WHERE account_id = ? AND id = ? FOR UPDATE " + wait)) {
      statement.setString(1, account.id().toString());
      statement.setString(2, id);
      return statement.executeQuery().next();
    } catch (SQLException e) {
      if (e.getErrorCode() == LOCK_TAKEN) {
        return false;
      }
      throw e;
    }
  }

  private List<String> users(int count) throws Exception {
    List<Callable<Answer>> requests =
        IntStream.range(0, count)
            .<Callable<Answer>>mapToObj(i -> () -> client.createUser("user" + i))
            .toList();
    return run(requests).stream().map(Answer::id).toList();
  }

  private static void assertAllSucceed(List<Callable<Answer>> requests) throws Exception {
    assertThat(run(requests)).extracting(Answer::status).isSubsetOf(200, 204);
  }

  private static List<Answer> run(List<Callable<Answer>> requests) throws Exception {
    return Parallel.over(CONNECTIONS, requests);
  }
}
