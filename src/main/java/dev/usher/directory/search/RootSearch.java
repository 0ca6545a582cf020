package dev.usher.directory.search;

import dev.usher.directory.account.Principal;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.group.Group;
import dev.usher.directory.group.Groups;
import dev.usher.directory.query.Lists;
import dev.usher.directory.user.UserView;
import dev.usher.directory.user.Users;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Projection;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.search.SearchMapper;
import dev.usher.store.search.SearchRow;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Searches users and groups together (RFC 7644 §3.4.2.1). The page's ids come in one statement,
 * what is shown of them in one for each type.
 */
public final class RootSearch {
  private final Transactions transactions;
  private final Lists lists;
  private final Users users;
  private final Groups groups;

  public RootSearch(Transactions transactions, Lists lists, Users users, Groups groups) {
    this.transactions = transactions;
    this.lists = lists;
    this.users = users;
    this.groups = groups;
  }

  /**
   * One page.
   *
   * @param queries of users, then of groups, as read from one request
   * @throws dev.usher.scim.error.ScimException 400 for a cursor that cannot be used
   */
  public ListResponse<Found> list(Principal principal, Map<ResourceType, ListQuery> queries) {
    Lists.Search search =
        lists.of(
            principal.account().id(),
            queries,
            type -> isUser(type.name()) ? users.compiler(principal) : groups.compiler());
    Projection shown =
        queries.entrySet().stream()
            .filter(each -> isUser(each.getKey().name()))
            .map(each -> each.getValue().projection())
            .findFirst()
            .orElse(Projection.ALL);
    Catalogue catalogue = users.catalogue(principal);
    return transactions.read(
        tx -> {
          ListResponse<SearchRow> page = search.read(tx.mapper(SearchMapper.class));
          Map<UUID, UserView> people =
              users.views(tx, principal, catalogue, ids(page.resources(), true), shown);
          Map<UUID, Group> teams = groups.groups(tx, principal, ids(page.resources(), false));
          return page.map(
              row ->
                  isUser(row.type())
                      ? new Found.OfUser(people.get(row.id()))
                      : new Found.OfGroup(teams.get(row.id())));
        });
  }

  private static List<UUID> ids(List<SearchRow> rows, boolean ofUsers) {
    return rows.stream().filter(row -> isUser(row.type()) == ofUsers).map(SearchRow::id).toList();
  }

  private static boolean isUser(String type) {
    return type.equals(ResourceTypes.USER.name());
  }
}
