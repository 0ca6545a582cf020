package dev.usher.directory.user;

import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import dev.usher.store.Tx;
import dev.usher.store.query.JsonIds;
import dev.usher.store.user.UserChildren;
import dev.usher.store.user.UserChildren.Of;
import dev.usher.store.user.UserMapper;
import dev.usher.store.user.UserWrite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes a user's row and the rows that hang on it, touching only what differs. */
final class UserStore {
  private final UserRows rows;
  private final Tx tx;
  private final UserMapper mapper;
  private final UUID account;

  UserStore(UserRows rows, Tx tx, UUID account) {
    this.rows = rows;
    this.tx = tx;
    this.mapper = tx.mapper(UserMapper.class);
    this.account = account;
  }

  /** A user, whatever groups it is in. */
  Optional<User> find(UUID id) {
    return mapper.all(account, JsonIds.of(List.of(id))).stream().findFirst().map(rows::read);
  }

  boolean userNameTaken(String userName) {
    return mapper.userNameTaken(account, userName);
  }

  /**
   * Adds a user, together with others that are added after it.
   *
   * @param emails those of its profile
   * @throws ScimException 409 {@code uniqueness} when the userName is taken, as soon as something
   *     else is read or written, or the transaction ends
   */
  User insert(UUID id, UserState state, List<UserChildren.Email> emails, Instant now) {
    tx.later(Kind.USER, List.of(UserRows.write(account, id, state, 1, now)), this::insertUsers);
    insertEmails(id, emails);
    insertRoles(id, state);
    insertProjectRoles(id, state);
    insertLicenses(id, state);
    insertEntitlements(id, rows.entitlements(state));
    return new User(id, 1, now, now, state, Optional.empty());
  }

  /** If one of several cannot be added, it is found by trying them one by one. */
  private void insertUsers(List<UserWrite> users) {
    try {
      mapper.insert(users);
    } catch (StoreException.DuplicateKey e) {
      if (users.size() == 1) {
        throw refused(e, users.get(0).userName());
      }
      users.forEach(each -> insertUsers(List.of(each)));
    }
  }

  private void insertEmails(UUID id, List<UserChildren.Email> emails) {
    later(Kind.EMAIL, id, emails, each -> mapper.insertEmails(account, each));
  }

  private void insertRoles(UUID id, UserState state) {
    later(Kind.ROLE, id, UserRows.roles(state), each -> mapper.insertRoles(account, each));
  }

  private void insertProjectRoles(UUID id, UserState state) {
    later(
        Kind.PROJECT_ROLE,
        id,
        UserRows.projectRoles(state),
        each -> mapper.insertProjectRoles(account, each));
  }

  private void insertLicenses(UUID id, UserState state) {
    boolean remembered = !state.status().active();
    later(
        remembered ? Kind.REMEMBERED_LICENSE : Kind.LICENSE,
        id,
        UserRows.licenses(state),
        each -> mapper.insertLicenses(account, remembered, each));
  }

  private void insertEntitlements(UUID id, List<UserChildren.Entitlement> sent) {
    later(Kind.ENTITLEMENT, id, sent, each -> mapper.insertEntitlements(account, each));
  }

  private <R> void later(Kind kind, UUID user, List<R> rows, Consumer<List<Of<R>>> insert) {
    tx.later(kind, rows.stream().map(row -> new Of<>(user, row)).toList(), insert);
  }

  /**
   * @throws ScimException 409 {@code uniqueness} when the userName is taken
   * @throws StoreException.Conflict when somebody else has changed the user since it was read
   */
  User update(User before, UserState state, Instant now) {
    UUID id = before.id();
    UserState old = before.state();
    long version = before.version() + 1;
    try {
      var row = UserRows.write(account, id, state, version, now);
      if (mapper.update(row, before.version()) == 0) {
        throw new StoreException.Conflict("user " + id);
      }
    } catch (StoreException.DuplicateKey e) {
      throw refused(e, state.userName());
    }
    List<UserChildren.Email> emails = rows.emails(state.profile());
    if (replaces(rows.emails(old.profile()), emails, mapper::deleteEmails, id)) {
      insertEmails(id, emails);
    }
    if (replaces(UserRows.roles(old), UserRows.roles(state), mapper::deleteRoles, id)) {
      insertRoles(id, state);
    }
    if (replaces(
        UserRows.projectRoles(old), UserRows.projectRoles(state), mapper::deleteProjectRoles, id)) {
      insertProjectRoles(id, state);
    }
    boolean remember = !state.status().active();
    if (remember == old.status().active() || !old.seats().equals(state.seats())) {
      if (!old.seats().isEmpty()) {
        mapper.deleteLicenses(account, id);
      }
      insertLicenses(id, state);
    }
    List<UserChildren.Entitlement> sent = rows.entitlements(state);
    if (replaces(rows.entitlements(old), sent, mapper::deleteEntitlements, id)) {
      insertEntitlements(id, sent);
    }
    return new User(id, version, before.created(), now, state, before.invitation());
  }

  /**
   * @throws StoreException.Conflict when somebody else has changed the user since it was read, or
   *     made it a member of a group
   */
  void delete(User user) {
    try {
      if (mapper.delete(account, user.id(), user.version()) == 0) {
        throw new StoreException.Conflict("user " + user.id());
      }
    } catch (StoreException.ForeignKey e) {
      throw new StoreException.Conflict("user " + user.id() + " joined a group meanwhile");
    }
  }

  private static RuntimeException refused(StoreException.DuplicateKey taken, String userName) {
    return taken.key().equals("user_user_name") ? taken(userName) : taken;
  }

  static ScimException taken(String userName) {
    return ScimException.uniqueness(
        "userName “%s” is taken by another user of this account.".formatted(userName));
  }

  /** Whether rows are to be inserted, in place of those that there were. */
  private <T> boolean replaces(List<T> old, List<T> now, BiConsumer<UUID, UUID> delete, UUID user) {
    if (old.equals(now)) {
      return false;
    }
    if (!old.isEmpty()) {
      delete.accept(account, user);
    }
    return true;
  }

  /** Rows that are inserted together. */
  private enum Kind {
    USER,
    EMAIL,
    ROLE,
    PROJECT_ROLE,
    LICENSE,
    REMEMBERED_LICENSE,
    ENTITLEMENT
  }
}
