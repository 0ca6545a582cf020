package dev.usher.directory.user;

import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import dev.usher.store.Tx;
import dev.usher.store.user.UserMapper;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Writes a user's row and the rows that hang on it, touching only what differs. */
final class UserStore {
  /** A statement has at most 65,535 parameters, and few different statements stay prepared. */
  private static final int ROWS_AT_ONCE = 100;

  private final UserRows rows;
  private final UserMapper mapper;
  private final UUID account;

  UserStore(UserRows rows, Tx tx, UUID account) {
    this.rows = rows;
    this.mapper = tx.mapper(UserMapper.class);
    this.account = account;
  }

  Optional<User> find(UUID id) {
    return mapper.find(account, id).map(rows::read);
  }

  boolean userNameTaken(String userName) {
    return mapper.userNameTaken(account, userName);
  }

  /**
   * @throws ScimException 409 {@code uniqueness} when the userName is taken
   */
  User insert(UUID id, UserState state, Instant now) {
    User user = new User(id, 1, now, now, state);
    unique(state, () -> mapper.insert(UserRows.write(account, id, state, 1, now), now));
    insertRows(rows.emails(state.profile()), each -> mapper.insertEmails(account, id, each));
    insertRows(UserRows.roles(state), each -> mapper.insertRoles(account, id, each));
    insertRows(UserRows.projectRoles(state), each -> mapper.insertProjectRoles(account, id, each));
    insertRows(
        UserRows.licenses(state),
        each -> mapper.insertLicenses(account, id, !state.status().active(), each));
    return user;
  }

  /**
   * @throws ScimException 409 {@code uniqueness} when the userName is taken
   * @throws StoreException.Conflict when somebody else has changed the user since it was read
   */
  User update(User before, UserState state, Instant now) {
    UUID id = before.id();
    UserState old = before.state();
    long version = before.version() + 1;
    unique(
        state,
        () -> {
          var row = UserRows.write(account, id, state, version, now);
          if (mapper.update(row, before.version()) == 0) {
            throw new StoreException.Conflict("user " + id);
          }
        });
    replace(
        rows.emails(old.profile()),
        rows.emails(state.profile()),
        id,
        mapper::deleteEmails,
        each -> mapper.insertEmails(account, id, each));
    replace(
        UserRows.roles(old),
        UserRows.roles(state),
        id,
        mapper::deleteRoles,
        each -> mapper.insertRoles(account, id, each));
    replace(
        UserRows.projectRoles(old),
        UserRows.projectRoles(state),
        id,
        mapper::deleteProjectRoles,
        each -> mapper.insertProjectRoles(account, id, each));
    boolean remember = !state.status().active();
    if (remember == old.status().active() || !old.seats().equals(state.seats())) {
      if (!old.seats().isEmpty()) {
        mapper.deleteLicenses(account, id);
      }
      insertRows(
          UserRows.licenses(state), each -> mapper.insertLicenses(account, id, remember, each));
    }
    return new User(id, version, before.created(), now, state);
  }

  /**
   * @throws StoreException.Conflict when somebody else has changed the user since it was read
   */
  void delete(User user) {
    if (mapper.delete(account, user.id(), user.version()) == 0) {
      throw new StoreException.Conflict("user " + user.id());
    }
  }

  private static void unique(UserState state, Runnable write) {
    try {
      write.run();
    } catch (StoreException.DuplicateKey e) {
      if (e.key().equals("user_user_name")) {
        throw userNameTaken(state);
      }
      throw e;
    }
  }

  static ScimException userNameTaken(UserState state) {
    return ScimException.uniqueness(
        "userName “%s” is taken by another user of this account.".formatted(state.userName()));
  }

  private <T> void replace(
      List<T> old, List<T> now, UUID user, BiConsumer<UUID, UUID> delete, Insert<T> insert) {
    if (Objects.equals(old, now)) {
      return;
    }
    if (!old.isEmpty()) {
      delete.accept(account, user);
    }
    insertRows(now, insert);
  }

  private static <T> void insertRows(List<T> rows, Insert<T> insert) {
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      insert.rows(rows.subList(from, Math.min(from + ROWS_AT_ONCE, rows.size())));
    }
  }

  /** One statement that inserts all the rows; never called without any. */
  private interface Insert<T> {
    void rows(List<T> rows);
  }
}
