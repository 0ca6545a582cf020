package dev.usher.directory.group;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Principal;
import dev.usher.directory.group.GroupTransactions.NewGroup;
import dev.usher.directory.query.Lists;
import dev.usher.directory.query.PageWriting;
import dev.usher.directory.query.WrittenRead;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.GroupPatch;
import dev.usher.scim.patch.PatchApplier;
import dev.usher.scim.patch.PatchOperation;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.ResourceRules;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.GroupRow;
import dev.usher.store.query.JsonIds;
import dev.usher.store.query.QueryCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The groups of an account. Every method sees the principal's account and no other.
 *
 * <p>Members are read only where a caller says so: up to a limit at once, more of them by {@link
 * #streaming}.
 */
public final class Groups {
  private final Transactions transactions;
  private final GroupTransactions writes;
  private final GroupDocument document;
  private final QueryCompiler compiler;
  private final Lists lists;
  private final int membersAtOnce;
  private final int membersListed;
  private final Supplier<UUID> ids;

  /**
   * @param compiler for groups
   * @param membersAtOnce how many members a view holds at most; more have to be streamed
   * @param membersListed how many members a group may have to be listed with them; 0 for none
   */
  public Groups(
      Transactions transactions,
      GroupTransactions writes,
      GroupDocument document,
      QueryCompiler compiler,
      Lists lists,
      int membersAtOnce,
      int membersListed,
      Supplier<UUID> ids) {
    this.transactions = transactions;
    this.writes = writes;
    this.document = document;
    this.compiler = compiler;
    this.lists = lists;
    this.membersAtOnce = membersAtOnce;
    this.membersListed = membersListed;
    this.ids = ids;
  }

  /**
   * Adds a group (RFC 7644 §3.3).
   *
   * @param body canonical
   * @param withMembers whether the view shall have them
   * @throws ScimException 409 {@code uniqueness} when the displayName is taken, 400 {@code
   *     invalidValue} when a member or a grant is unknown
   */
  public GroupView create(Principal principal, ObjectNode body, boolean withMembers) {
    return createAll(principal, Map.of(ids.get(), body), withMembers).get(0);
  }

  /**
   * Adds groups, all of them or none. They may be members of each other.
   *
   * @param bodies canonical, by the ids that were made for them, in the order of the answer
   * @param withMembers whether the views shall have them
   * @throws ScimException as {@link #create} does
   */
  public List<GroupView> createAll(
      Principal principal, Map<UUID, ObjectNode> bodies, boolean withMembers) {
    Map<UUID, ObjectNode> wanted = new LinkedHashMap<>();
    bodies.forEach((id, body) -> wanted.put(id, Documents.strip(body)));
    wanted.values().forEach(Groups::requireAll);
    return writes.write(
        principal,
        work -> {
          List<NewGroup> groups =
              wanted.entrySet().stream()
                  .map(
                      each ->
                          new NewGroup(
                              each.getKey(),
                              work.read(each.getValue()),
                              MemberIds.of(each.getValue().path("members"))))
                  .toList();
          return work.createAll(groups).stream()
              .map(group -> view(work, principal, group, withMembers))
              .toList();
        });
  }

  /**
   * One group.
   *
   * @param withMembers whether the view shall have them
   * @throws ScimException 404
   */
  public GroupView get(Principal principal, UUID id, boolean withMembers) {
    return transactions.read(
        tx -> {
          MemberReader reader = reader(principal, tx);
          Group group = reader.group(id);
          return withMembers
              ? new GroupView(group, reader.upTo(id, membersAtOnce))
              : GroupView.withoutMembers(group);
        });
  }

  /**
   * One page of a list (RFC 7644 §3.4.2).
   *
   * @param members which of them it carries
   * @param writing called once, with groups whose members are read while they are written
   * @throws ScimException 400 for a cursor that cannot be used
   */
  public void list(
      Principal principal, ListQuery query, ListedMembers members, PageWriting<ListedGroup> writing)
      throws IOException {
    Lists.Listing listing =
        lists.of(ResourceTypes.GROUP, compiler, principal.account().id(), query);
    WrittenRead.run(
        transactions,
        tx ->
            new GroupPage(
                listed(tx, principal),
                listing.read(tx.mapper(GroupMapper.class), GroupRows::read, GroupRow::id)),
        page ->
            writing.write(
                page.head, writer -> page.groups.each(page.head.resources(), members, writer)));
  }

  /** A page whose groups are known and whose members are not read yet. */
  private record GroupPage(ListedGroups groups, ListResponse<Group> head) {}

  private ListedGroups listed(Tx tx, Principal principal) {
    return new ListedGroups(tx, principal.account().id(), membersListed);
  }

  /** What a list of groups is asked with. */
  public QueryCompiler compiler() {
    return compiler;
  }

  /**
   * Certain groups, as a list shows them.
   *
   * @param tx of a read, which has to be open while members are taken
   * @param members which of them the list carries
   * @return by id; what is not there is left out
   */
  public Map<UUID, ListedGroup> views(
      Tx tx, Principal principal, List<UUID> ids, ListedMembers members) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<Group> found =
        tx.mapper(GroupMapper.class).all(principal.account().id(), JsonIds.of(ids)).stream()
            .map(GroupRows::read)
            .toList();
    Map<UUID, ListedGroup> views = new HashMap<>();
    try {
      listed(tx, principal).each(found, members, group -> views.put(group.group().id(), group));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return views;
  }

  /**
   * Reads members of any number, all from one state of the account. Holds a connection of the
   * database until the function returns.
   *
   * @param work runs once, since what it has written cannot be taken back
   * @throws StoreException when the database fails under way
   */
  public void streaming(Principal principal, Consumer<MemberReader> work) {
    AtomicBoolean begun = new AtomicBoolean();
    transactions.read(
        tx -> {
          if (begun.getAndSet(true)) {
            throw new StoreException.Unavailable("the database failed under way", null);
          }
          work.accept(reader(principal, tx));
          return begun;
        });
  }

  /**
   * Replaces a group (RFC 7644 §3.5.1); {@link GroupReplacement} says what absence means.
   *
   * @param ifMatch the {@code If-Match} header
   * @param body canonical, with an explicit null for what is cleared
   * @param withMembers whether the view shall have them
   */
  public GroupView replace(
      Principal principal,
      UUID id,
      Optional<String> ifMatch,
      ObjectNode body,
      boolean withMembers) {
    List<String> members = MemberIds.of(body.path("members"));
    return writes.write(
        principal,
        work -> {
          Group group = work.lock(id, ifMatch);
          ObjectNode wanted = Documents.strip(GroupReplacement.merge(document.tree(group), body));
          requireAll(wanted);
          Group updated = work.update(group, work.read(wanted), change -> change.replace(members));
          return view(work, principal, updated, withMembers);
        });
  }

  /**
   * Changes a group (RFC 7644 §3.5.2). Members come and go without being read. All who change a
   * group wait for each other, so what can be known before its row is locked is asked before.
   *
   * @param ifMatch the {@code If-Match} header
   * @param operations in the order in which they apply
   * @param withMembers whether the view shall have them
   * @throws ScimException 400 or 409, and nothing has changed
   */
  public GroupView patch(
      Principal principal,
      UUID id,
      Optional<String> ifMatch,
      List<PatchOperation> operations,
      boolean withMembers) {
    boolean strict = principal.account().settings().strict();
    GroupPatch patch = GroupPatch.of(operations);
    writes.requireAffordable(patch.members());
    return writes.write(
        principal,
        work -> {
          boolean many =
              withMembers && staysLarge(reader(principal, work.tx()), id, patch.leaving());
          Group group = work.lock(id, ifMatch);
          GroupState state = group.state();
          if (!patch.others().isEmpty()) {
            state =
                work.read(
                    PatchApplier.apply(
                        document.tree(group), patch.others(), ResourceTypes.GROUP, strict));
          }
          Group updated =
              work.update(
                  group, state, change -> patch.members().stream().mapToInt(change::apply).sum());
          return many ? GroupView.ofMany(updated) : view(work, principal, updated, withMembers);
        });
  }

  /**
   * Whether a group has more members than are read at once, also when a change is made to what it
   * has now. Others who take members out before may make it small: it was large when asked.
   */
  private boolean staysLarge(MemberReader members, UUID group, OptionalInt leaving) {
    return leaving.isPresent() && members.moreUsersThan(group, membersAtOnce + leaving.getAsInt());
  }

  /**
   * Removes a group (RFC 7644 §3.6); its members stay.
   *
   * @param ifMatch the {@code If-Match} header
   * @throws ScimException 404 or 412
   */
  public void delete(Principal principal, UUID id, Optional<String> ifMatch) {
    writes.write(
        principal,
        work -> {
          Group group = work.lockWithParents(id, ifMatch);
          work.delete(group);
          return group;
        });
  }

  private MemberReader reader(Principal principal, Tx tx) {
    return new MemberReader(tx, principal.account().id());
  }

  private static void requireAll(ObjectNode document) {
    ResourceRules.requireAll(document, ResourceTypes.GROUP, ScimException::invalidValue);
  }

  private GroupView view(
      GroupTransactions.Write work, Principal principal, Group group, boolean withMembers) {
    return withMembers
        ? new GroupView(group, reader(principal, work.tx()).upTo(group.id(), membersAtOnce))
        : GroupView.withoutMembers(group);
  }
}
