package dev.usher.directory.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AccountRoles;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountSettings;
import dev.usher.directory.account.Actor;
import dev.usher.directory.account.Principal;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.query.Lists;
import dev.usher.directory.query.PageWriting;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.PatchApplier;
import dev.usher.scim.patch.PatchOperation;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Projection;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.ResourceRules;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.UsherUserSchema;
import dev.usher.scim.version.ETags;
import dev.usher.store.Tx;
import dev.usher.store.query.QueryCompiler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The people of an account. Every method sees the principal's account and no other. */
public final class Users {
  private static final List<AttributePath> SHOWING_GROUPS =
      Stream.of("groups", UsherUserSchema.URN + ":effectiveProjectRoles")
          .map(name -> ResourceTypes.USER.find(name).orElseThrow())
          .toList();

  private final UserTransactions transactions;
  private final UserDocument document;
  private final Function<Optional<String>, QueryCompiler> compilers;
  private final Lists lists;
  private final Supplier<UUID> ids;

  /**
   * @param compilers by the account's id in Katalon's extension; for accounts without that
   *     extension, by nothing
   */
  public Users(
      UserTransactions transactions,
      UserDocument document,
      Function<Optional<String>, QueryCompiler> compilers,
      Lists lists,
      Supplier<UUID> ids) {
    this.transactions = transactions;
    this.document = document;
    this.compilers = compilers;
    this.lists = lists;
    this.ids = ids;
  }

  /**
   * Adds a user (RFC 7644 §3.3).
   *
   * @param body canonical
   * @throws ScimException 409 {@code uniqueness} when the userName is taken, 400 {@code
   *     invalidValue} when a value cannot be used
   */
  public UserView create(Principal principal, ObjectNode body) {
    return createAll(principal, Map.of(ids.get(), body)).get(0);
  }

  /**
   * Adds users, all of them or none.
   *
   * @param bodies canonical, by the ids that were made for them, in the order of the answer
   * @throws ScimException as {@link #create} does
   */
  public List<UserView> createAll(Principal principal, Map<UUID, ObjectNode> bodies) {
    return transactions.create(principal, wanted(bodies));
  }

  /**
   * Adds users, all of them or none, in fewer statements than one after the other. A refusal leaves
   * no trace: who has got one tries them one by one.
   */
  public List<UserView> tryCreateAll(Principal principal, Map<UUID, ObjectNode> bodies) {
    return transactions.tryCreate(principal, wanted(bodies));
  }

  private static Map<UUID, ObjectNode> wanted(Map<UUID, ObjectNode> bodies) {
    Map<UUID, ObjectNode> wanted = new LinkedHashMap<>();
    bodies.forEach((id, body) -> wanted.put(id, Documents.strip(body)));
    wanted.values().forEach(Users::requireAll);
    return wanted;
  }

  /**
   * One user.
   *
   * @throws ScimException 404
   */
  public UserView get(Principal principal, UUID id) {
    Account account = principal.account();
    Catalogue catalogue = transactions.catalogue(account);
    return transactions.readEach(
        tx -> {
          UserReader reader = transactions.reader(tx, account, catalogue, true);
          return reader.find(id).orElseThrow(() -> none(id));
        });
  }

  /**
   * One page of a list (RFC 7644 §3.4.2).
   *
   * @param writing called once, with users that are read while they are written
   * @throws ScimException 400 for a cursor that cannot be used
   */
  public void list(Principal principal, ListQuery query, PageWriting<UserView> writing)
      throws IOException {
    Account account = principal.account();
    Lists.Listing listing = lists.of(ResourceTypes.USER, compiler(principal), account.id(), query);
    // before the transaction: who waits for a second connection while holding one may wait for good
    Catalogue catalogue = transactions.catalogue(account);
    boolean withGroups = showsGroups(query.projection());
    Function<Tx, UserReader> reader = tx -> transactions.reader(tx, account, catalogue, withGroups);
    Optional<ListResponse<UserView>> found =
        listing
            .lookup()
            .flatMap(one -> transactions.readEach(tx -> reader.apply(tx).atMostOne(one)))
            .map(listing::only);
    if (found.isPresent()) {
      writing.write(found.get(), PageWriting.of(found.get().resources()));
    } else {
      transactions.written(
          tx -> new UserPage(reader.apply(tx), listing),
          page -> writing.write(page.head(), page::each));
    }
  }

  /** A user as one of many in an answer, which are all in memory. */
  public UserView listed(UserView view) {
    return transactions.listed(view);
  }

  /** What a list of users is asked with. */
  public QueryCompiler compiler(Principal principal) {
    return compilers.apply(principal.account().settings().katalonAlias());
  }

  /** What names the values of users; never asked for within a transaction, which it may begin. */
  public Catalogue catalogue(Principal principal) {
    return transactions.catalogue(principal.account());
  }

  /**
   * Certain users, as a list shows them.
   *
   * @param tx of a read
   * @param catalogue asked for before the transaction
   * @param projection what of each will be shown
   * @return by id; whoever is not there is left out
   */
  public Map<UUID, UserView> views(
      Tx tx, Principal principal, Catalogue catalogue, List<UUID> ids, Projection projection) {
    return transactions
        .reader(tx, principal.account(), catalogue, showsGroups(projection))
        .all(ids)
        .stream()
        .collect(Collectors.toMap(view -> view.user().id(), Function.identity()));
  }

  /**
   * Replaces a user (RFC 7644 §3.5.1); {@link UserReplacement} says what absence means.
   *
   * @param ifMatch the {@code If-Match} header
   * @param body canonical, with an explicit null for what is cleared
   */
  public UserView replace(Principal principal, UUID id, Optional<String> ifMatch, ObjectNode body) {
    return update(
        principal,
        id,
        ifMatch,
        (user, catalogue, before) -> {
          ObjectNode wanted = Documents.strip(UserReplacement.merge(before, body));
          requireAll(wanted);
          return wanted;
        });
  }

  /**
   * Changes a user (RFC 7644 §3.5.2).
   *
   * @param ifMatch the {@code If-Match} header
   * @param operations in the order in which they apply
   * @throws ScimException 400, and nothing has changed
   */
  public UserView patch(
      Principal principal, UUID id, Optional<String> ifMatch, List<PatchOperation> operations) {
    AccountSettings settings = principal.account().settings();
    return update(
        principal,
        id,
        ifMatch,
        (user, catalogue, before) ->
            Documents.strip(
                PatchApplier.apply(
                    before,
                    new RemovedValues(
                            user.state(),
                            transactions.sentEntitlements(user),
                            catalogue,
                            settings.katalonAlias())
                        .spelled(operations),
                    ResourceTypes.user(settings.katalonAlias().isPresent()),
                    settings.strict())));
  }

  /**
   * Removes a user (RFC 7644 §3.6).
   *
   * @param ifMatch the {@code If-Match} header
   * @throws ScimException 404, 412, or 409 for the last administrator and for oneself
   */
  public void delete(Principal principal, UUID id, Optional<String> ifMatch) {
    transactions.write(
        principal,
        write -> {
          User user = write.find(id).orElseThrow(() -> none(id));
          checkVersion(user, ifMatch);
          if (isSelf(principal, user)) {
            refuse(write, user, Action.USER_DELETED, "Nobody can delete themself.");
          }
          write.change().delete(user);
          return user;
        });
  }

  private UserView update(Principal principal, UUID id, Optional<String> ifMatch, Edit edit) {
    return transactions.write(
        principal,
        write -> {
          User user = write.findToUpdate(id).orElseThrow(() -> none(id));
          checkVersion(user, ifMatch);
          UserChange change = write.change();
          Catalogue catalogue = change.catalogue();
          ObjectNode before =
              document.tree(user, catalogue, write.account().settings().katalonAlias());
          User updated = change.update(user, edit.apply(user, catalogue, before));
          if (isSelf(principal, user) && losesPower(user, updated, catalogue)) {
            refuse(
                write,
                user,
                Action.USER_STATUS_CHANGED,
                "Nobody can deactivate or demote themself.");
          }
          return updated;
        });
  }

  /** Makes the document that is wanted of the one that is stored, without changing its argument. */
  private interface Edit {
    ObjectNode apply(User user, Catalogue catalogue, ObjectNode document);
  }

  private static void refuse(
      UserTransactions.Write write, User user, Action action, String detail) {
    write
        .attempt()
        .audited(
            AuditEntry.refused(action, UserTrail.target(user), detail),
            () -> {
              throw ScimException.conflict(detail);
            });
  }

  /** Whether an answer has anything that depends on the groups of its users. */
  private static boolean showsGroups(Projection projection) {
    return SHOWING_GROUPS.stream().anyMatch(projection::includes);
  }

  private static ScimException none(UUID id) {
    return ScimException.notFound("There is no user with id %s.".formatted(id));
  }

  private static void requireAll(ObjectNode document) {
    ResourceRules.requireAll(document, ResourceTypes.USER, ScimException::invalidValue);
  }

  private static void checkVersion(User user, Optional<String> ifMatch) {
    if (ifMatch.isPresent() && !ETags.matches(ifMatch.get(), user.version())) {
      throw ScimException.preconditionFailed(
          "The user has changed: its version is now %s.".formatted(ETags.of(user.version())));
    }
  }

  private static boolean isSelf(Principal principal, User user) {
    return principal.actor().kind() == Actor.Kind.PERSON
        && user.id().equals(principal.actor().id());
  }

  private static boolean losesPower(User before, User after, Catalogue catalogue) {
    return !after.state().status().active()
        || (AccountRoles.administrative(before.state().roles(), catalogue)
            && !AccountRoles.administrative(after.state().roles(), catalogue));
  }

  /** A page whose ids are known and whose users are not read yet. */
  private static final class UserPage {
    private final UserReader reader;
    private final ListResponse<UUID> head;

    UserPage(UserReader reader, Lists.Listing listing) {
      this.reader = reader;
      this.head = listing.read(reader, Function.identity(), Function.identity());
    }

    ListResponse<UUID> head() {
      return head;
    }

    void each(PageWriting.ResourceWriting<? super UserView> writing) throws IOException {
      reader.each(head.resources(), writing);
    }
  }
}
