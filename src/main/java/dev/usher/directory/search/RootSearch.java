package dev.usher.directory.search;

import dev.usher.directory.account.Principal;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.group.Groups;
import dev.usher.directory.group.ListedGroup;
import dev.usher.directory.group.ListedMembers;
import dev.usher.directory.query.Lists;
import dev.usher.directory.query.PageWriting;
import dev.usher.directory.query.WrittenRead;
import dev.usher.directory.user.UserView;
import dev.usher.directory.user.Users;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Projection;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.search.SearchMapper;
import dev.usher.store.search.SearchRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Searches users and groups together (RFC 7644 §3.4.2.1). The page's ids come in one statement,
 * what is shown of them in one for each type and {@value #AT_ONCE} resources, and so do members.
 */
public final class RootSearch {
  /** How many resources are in memory; each may have 1 MiB. */
  private static final int AT_ONCE = 25;

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
   * @param members which of them groups carry
   * @param writing called once; what it writes is read meanwhile, a few resources at a time
   * @throws dev.usher.scim.error.ScimException 400 for a cursor that cannot be used
   */
  public void list(
      Principal principal,
      Map<ResourceType, ListQuery> queries,
      ListedMembers members,
      PageWriting<Found> writing)
      throws IOException {
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
    WrittenRead.run(
        transactions,
        tx -> new FoundPage(tx, search.read(tx.mapper(SearchMapper.class))),
        page ->
            writing.write(
                page.head,
                writer ->
                    page.each(new Readers(page.tx, principal, catalogue, shown, members), writer)));
  }

  /** What resources are read with. */
  private record Readers(
      Tx tx, Principal principal, Catalogue catalogue, Projection shown, ListedMembers members) {}

  /** A page whose ids are known and whose resources are not read yet. */
  private final class FoundPage {
    private final Tx tx;
    private final ListResponse<SearchRow> head;

    FoundPage(Tx tx, ListResponse<SearchRow> head) {
      this.tx = tx;
      this.head = head;
    }

    void each(Readers readers, PageWriting.ResourceWriting<? super Found> writing)
        throws IOException {
      List<SearchRow> rows = head.resources();
      for (int from = 0; from < rows.size(); from += AT_ONCE) {
        for (Found found :
            read(readers, rows.subList(from, Math.min(from + AT_ONCE, rows.size())))) {
          writing.write(found);
        }
      }
    }

    private List<Found> read(Readers by, List<SearchRow> rows) {
      Map<UUID, UserView> people =
          users.views(tx, by.principal(), by.catalogue(), ids(rows, true), by.shown());
      Map<UUID, ListedGroup> teams =
          groups.views(tx, by.principal(), ids(rows, false), by.members());
      return rows.stream()
          .<Found>map(
              row ->
                  isUser(row.type())
                      ? new Found.OfUser(people.get(row.id()))
                      : new Found.OfGroup(teams.get(row.id())))
          .toList();
    }
  }

  private static List<UUID> ids(List<SearchRow> rows, boolean ofUsers) {
    return rows.stream().filter(row -> isUser(row.type()) == ofUsers).map(SearchRow::id).toList();
  }

  private static boolean isUser(String type) {
    return type.equals(ResourceTypes.USER.name());
  }
}
