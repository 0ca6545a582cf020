package dev.usher.directory.user;

import dev.usher.directory.account.Account;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.group.Membership;
import dev.usher.directory.group.Memberships;
import dev.usher.directory.query.PageWriting.ResourceWriting;
import dev.usher.directory.query.RowWriting;
import dev.usher.store.Tx;
import dev.usher.store.group.MembershipRow;
import dev.usher.store.query.JsonIds;
import dev.usher.store.query.ListMapper;
import dev.usher.store.query.Lookup;
import dev.usher.store.query.QuerySql;
import dev.usher.store.user.UserMapper;
import dev.usher.store.user.UserRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads users of an account, with all that their resources are made of. A list finds ids first, so
 * that nothing but a page's rows is read whole.
 */
final class UserReader implements ListMapper<UUID> {
  /** Rows from which on a lookup is a list as any other, and a user is read without its groups. */
  private static final int ROWS_OF_ONE = 100;

  private static final Optional<List<Membership>> IN_NONE = Optional.of(List.of());

  /** How many users have their groups in memory at once. */
  private static final int USERS_WITH_GROUPS = 200;

  private final Tx tx;
  private final UserMapper mapper;
  private final UserRows rows;
  private final Memberships memberships;
  private final Account account;
  private final Catalogue catalogue;
  private final boolean withGroups;

  /**
   * @param catalogue of the account
   * @param withGroups whether users of lists have their groups, if they are not too many; {@link
   *     #find} tells them all
   */
  UserReader(
      Tx tx,
      UserRows rows,
      Memberships memberships,
      Account account,
      Catalogue catalogue,
      boolean withGroups) {
    this.tx = tx;
    this.mapper = tx.mapper(UserMapper.class);
    this.rows = rows;
    this.memberships = memberships;
    this.account = account;
    this.catalogue = catalogue;
    this.withGroups = withGroups;
  }

  /**
   * One user with all groups, in one statement, or two where groups are nested; in some more for a
   * user of many groups, or with more than the rows of all its groups could repeat.
   */
  Optional<UserView> find(UUID id) {
    List<UserRow> found = mapper.find(account.id(), id, ROWS_OF_ONE);
    return found.size() < ROWS_OF_ONE ? one(found) : apart(id);
  }

  /** The same for somebody in many groups: not the whole user with each of them. */
  private Optional<UserView> apart(UUID id) {
    List<Membership> groups = memberships.of(tx, account.id(), id);
    return alone(id).map(row -> view(row, Optional.of(groups)));
  }

  private Optional<UserRow> alone(UUID id) {
    return mapper.all(account.id(), JsonIds.of(List.of(id))).stream().findFirst();
  }

  /**
   * Whom a lookup finds, read in the statement that finds.
   *
   * @return nobody or one; empty when it is more, or one in too many groups to be sure
   */
  Optional<List<UserView>> atMostOne(Lookup lookup) {
    List<UserRow> found = mapper.lookUp(lookup, ROWS_OF_ONE);
    boolean sure = found.size() < ROWS_OF_ONE;
    return sure && found.stream().map(UserRow::id).distinct().count() <= 1
        ? Optional.of(one(found).map(this::listed).stream().toList())
        : Optional.empty();
  }

  /** A user of whom there is a row for each group, perhaps more than once. */
  private Optional<UserView> one(List<UserRow> found) {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<MembershipRow> direct =
        found.stream().map(UserRow::membership).flatMap(Optional::stream).distinct().toList();
    List<Membership> groups = memberships.of(tx, account.id(), direct);
    UserRow first = found.get(0);
    return (first.isWhole() ? Optional.of(first) : alone(first.id()))
        .map(user -> view(user, Optional.of(groups)));
  }

  /**
   * Certain users.
   *
   * @return in the order of the ids; whoever is not there is left out
   */
  List<UserView> all(List<UUID> ids) {
    if (ids.size() == 1) {
      return find(ids.get(0)).map(this::listed).stream().toList();
    }
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, UserRow> found = new HashMap<>();
    mapper.all(account.id(), JsonIds.of(ids)).forEach(row -> found.put(row.id(), row));
    Map<UUID, Optional<List<Membership>>> groups =
        withGroups ? memberships.listed(tx, account.id(), found.keySet()) : Map.of();
    return ids.stream()
        .map(found::get)
        .filter(Objects::nonNull)
        .map(row -> view(row, groups.getOrDefault(row.id(), IN_NONE)))
        .toList();
  }

  /**
   * Reads certain users and gives each to a writer, a few at a time.
   *
   * @param ids in the order of the writing; whoever is not there is left out
   */
  void each(List<UUID> ids, ResourceWriting<? super UserView> writing) throws IOException {
    int chunk = withGroups ? USERS_WITH_GROUPS : Math.max(ids.size(), 1);
    for (int from = 0; from < ids.size(); from += chunk) {
      List<UUID> some = ids.subList(from, Math.min(from + chunk, ids.size()));
      // before the users: while rows come in, the connection takes no other statement
      Map<UUID, Optional<List<Membership>>> groups =
          withGroups ? memberships.listed(tx, account.id(), some) : Map.of();
      RowWriting.<UserRow, UserView>run(
          handler -> mapper.each(account.id(), JsonIds.of(some), handler),
          row -> view(row, groups.getOrDefault(row.id(), IN_NONE)),
          writing);
    }
  }

  @Override
  public List<UUID> page(QuerySql query, long offset, int limit) {
    return mapper.ids(query, offset, limit);
  }

  @Override
  public String position(QuerySql query, String id) {
    return mapper.position(query, id);
  }

  @Override
  public long count(QuerySql query, long limit) {
    return mapper.count(query, limit);
  }

  private UserView listed(UserView view) {
    return view.listed(memberships.most());
  }

  private UserView view(UserRow row, Optional<List<Membership>> groups) {
    return new UserView(rows.read(row), groups, catalogue, account.settings().katalonAlias());
  }
}
