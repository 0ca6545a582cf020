package dev.usher.directory.group;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Principal;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.query.Totals;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.GroupPatch;
import dev.usher.scim.patch.PatchApplier;
import dev.usher.scim.patch.PatchOperation;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Page;
import dev.usher.scim.query.Sort;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.ResourceRules;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.version.ETags;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.query.GroupAttributes;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The groups of an account. Every method sees the principal's account and no other.
 *
 * <p>Members are read only where a caller says so: up to a limit at once, more of them by {@link
 * #streaming}.
 */
public final class Groups {
  private final Transactions transactions;
  private final Catalogues catalogues;
  private final GroupDocument document;
  private final GroupRows rows;
  private final GroupAttributes attributes;
  private final QueryCompiler compiler;
  private final Totals totals;
  private final int membersAtOnce;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * @param membersAtOnce how many members a view holds at most; more have to be streamed
   */
  public Groups(
      Transactions transactions,
      Catalogues catalogues,
      GroupDocument document,
      ObjectMapper mapper,
      GroupAttributes attributes,
      Totals totals,
      int membersAtOnce,
      Supplier<UUID> ids,
      Clock clock) {
    this.transactions = transactions;
    this.catalogues = catalogues;
    this.document = document;
    this.rows = new GroupRows(mapper);
    this.attributes = attributes;
    this.compiler = new QueryCompiler(attributes.table());
    this.totals = totals;
    this.membersAtOnce = membersAtOnce;
    this.ids = ids;
    this.clock = clock;
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
    ObjectNode wanted = Documents.strip(body);
    requireAll(wanted);
    List<String> members = MemberIds.of(wanted.path("members"));
    UUID id = ids.get();
    return write(
        principal,
        work -> {
          GroupState state = work.change().read(wanted);
          Group group =
              work.change().create(id, state, created -> work.members(created).add(members));
          return work.view(group, withMembers);
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

  /** One page of a list (RFC 7644 §3.4.2), without members. */
  public ListResponse<Group> list(Principal principal, ListQuery query) {
    QuerySql sql =
        compiler.compile(
            principal.account().id(),
            query.filter(),
            query.sort().map(Sort::path),
            query.sort().map(Sort::descending).orElse(false));
    Page.Index page = (Page.Index) query.page();
    return transactions.read(
        tx -> {
          GroupMapper mapper = tx.mapper(GroupMapper.class);
          List<Group> groups =
              page.count() == 0
                  ? List.of()
                  : mapper.page(sql, page.offset(), page.count()).stream().map(rows::read).toList();
          long total =
              totals.of(
                  "Group",
                  sql,
                  page.offset(),
                  page.count(),
                  groups.size(),
                  limit -> mapper.count(sql, limit));
          return new ListResponse<>(total, page, groups);
        });
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
    return write(
        principal,
        work -> {
          Group group = work.lock(id, ifMatch);
          ObjectNode wanted = Documents.strip(GroupReplacement.merge(document.tree(group), body));
          requireAll(wanted);
          Group updated =
              work.change()
                  .update(
                      group,
                      work.change().read(wanted),
                      locked -> work.members(locked).replace(members));
          return work.view(updated, withMembers);
        });
  }

  /**
   * Changes a group (RFC 7644 §3.5.2). Members come and go without being read.
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
    return write(
        principal,
        work -> {
          Group group = work.lock(id, ifMatch);
          GroupState state = group.state();
          if (!patch.others().isEmpty()) {
            state =
                work.change()
                    .read(
                        PatchApplier.apply(
                            document.tree(group), patch.others(), ResourceTypes.GROUP, strict));
          }
          Group updated =
              work.change()
                  .update(
                      group,
                      state,
                      locked -> {
                        MemberChange members = work.members(locked);
                        return patch.members().stream().mapToInt(members::apply).sum();
                      });
          return work.view(updated, withMembers);
        });
  }

  /**
   * Removes a group (RFC 7644 §3.6); its members stay.
   *
   * @param ifMatch the {@code If-Match} header
   * @throws ScimException 404 or 412
   */
  public void delete(Principal principal, UUID id, Optional<String> ifMatch) {
    write(
        principal,
        work -> {
          Group group = work.lockWithParents(id, ifMatch);
          work.change().delete(group, work.members(id));
          return group;
        });
  }

  /** One transaction with the catalogue at hand; with the current one when that was not enough. */
  private <T> T write(Principal principal, Function<Work, T> function) {
    UUID account = principal.account().id();
    Catalogue atHand = catalogues.of(account);
    try {
      return write(principal.account(), atHand, function);
    } catch (ScimException | StoreException.ForeignKey refused) {
      if (refused instanceof ScimException e && e.status() != 400) {
        throw e;
      }
      Catalogue current = catalogues.refresh(account);
      if (current.equals(atHand)) {
        throw refused;
      }
      return write(principal.account(), current, function);
    }
  }

  private <T> T write(Account account, Catalogue catalogue, Function<Work, T> function) {
    return transactions.write(tx -> function.apply(new Work(tx, account, catalogue)));
  }

  private MemberReader reader(Principal principal, Tx tx) {
    return new MemberReader(rows, tx, principal.account().id());
  }

  private static void requireAll(ObjectNode document) {
    ResourceRules.requireAll(document, ResourceTypes.GROUP, ScimException::invalidValue);
  }

  static ScimException notFound(UUID id) {
    return ScimException.notFound("There is no group with id %s.".formatted(id));
  }

  /** What a transaction that writes has at hand. */
  private final class Work {
    private final Tx tx;
    private final Account account;
    private final GroupChange change;

    Work(Tx tx, Account account, Catalogue catalogue) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      this.tx = tx;
      this.account = account;
      this.change = new GroupChange(tx, account.id(), catalogue, now);
    }

    GroupChange change() {
      return change;
    }

    MemberChange members(UUID group) {
      return new MemberChange(
          tx, attributes, account.id(), group, account.settings().unknownMembers());
    }

    GroupView view(Group group, boolean withMembers) {
      return withMembers
          ? new GroupView(
              group, new MemberReader(rows, tx, account.id()).upTo(group.id(), membersAtOnce))
          : GroupView.withoutMembers(group);
    }

    Group lock(UUID id, Optional<String> ifMatch) {
      Group group =
          tx.mapper(GroupMapper.class)
              .lock(account.id(), id)
              .map(rows::read)
              .orElseThrow(() -> notFound(id));
      if (ifMatch.isPresent() && !ETags.matches(ifMatch.get(), group.version())) {
        throw ScimException.preconditionFailed(
            "The group has changed: its version is now %s.".formatted(ETags.of(group.version())));
      }
      return group;
    }

    /** In the order of ids, as everybody locks groups. */
    Group lockWithParents(UUID id, Optional<String> ifMatch) {
      GroupMapper mapper = tx.mapper(GroupMapper.class);
      TreeSet<UUID> before = new TreeSet<>(tx.mapper(MemberMapper.class).parents(account.id(), id));
      before.headSet(id).forEach(parent -> mapper.lock(account.id(), parent));
      return lock(id, ifMatch);
    }
  }
}
