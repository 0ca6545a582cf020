package dev.usher.directory.user;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AccountRoles;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Actor;
import dev.usher.directory.account.Principal;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.query.Totals;
import dev.usher.scim.error.ScimException;
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
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import dev.usher.store.user.UserMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The people of an account. Every method sees the principal's account and no other. */
public final class Users {
  private final Transactions transactions;
  private final Catalogues catalogues;
  private final Invitations invitations;
  private final UserDocument document;
  private final UserRows rows;
  private final QueryCompiler compiler;
  private final Totals totals;
  private final Supplier<UUID> ids;
  private final Clock clock;

  public Users(
      Transactions transactions,
      Catalogues catalogues,
      Invitations invitations,
      UserDocument document,
      ObjectMapper mapper,
      QueryCompiler compiler,
      Totals totals,
      Supplier<UUID> ids,
      Clock clock) {
    this.transactions = transactions;
    this.catalogues = catalogues;
    this.invitations = invitations;
    this.document = document;
    this.rows = new UserRows(mapper);
    this.compiler = compiler;
    this.totals = totals;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds a user (RFC 7644 §3.3).
   *
   * @param body canonical
   * @throws ScimException 409 {@code uniqueness} when the userName is taken, 400 {@code
   *     invalidValue} when a value cannot be used
   */
  public UserView create(Principal principal, ObjectNode body) {
    ObjectNode wanted = Documents.strip(body);
    requireAll(wanted);
    UUID id = ids.get();
    return write(principal, (change, tx) -> change.create(id, wanted));
  }

  /**
   * One user.
   *
   * @throws ScimException 404
   */
  public UserView get(Principal principal, UUID id) {
    Account account = principal.account();
    User user = transactions.read(tx -> find(tx, account, id));
    return new UserView(user, catalogues.of(account.id()));
  }

  /** One page of a list (RFC 7644 §3.4.2). */
  public UserPage list(Principal principal, ListQuery query) {
    UUID account = principal.account().id();
    QuerySql sql =
        compiler.compile(
            account,
            query.filter(),
            query.sort().map(Sort::path),
            query.sort().map(Sort::descending).orElse(false));
    Page.Index page = (Page.Index) query.page();
    return transactions.read(
        tx -> {
          UserMapper mapper = tx.mapper(UserMapper.class);
          List<User> users =
              page.count() == 0
                  ? List.of()
                  : mapper.page(sql, page.offset(), page.count()).stream().map(rows::read).toList();
          long total =
              totals.of(
                  "User",
                  sql,
                  page.offset(),
                  page.count(),
                  users.size(),
                  limit -> mapper.count(sql, limit));
          return new UserPage(new ListResponse<>(total, page, users), catalogues.of(account));
        });
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
        before -> {
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
    boolean strict = principal.account().settings().strict();
    return update(
        principal,
        id,
        ifMatch,
        before ->
            Documents.strip(PatchApplier.apply(before, operations, ResourceTypes.USER, strict)));
  }

  /**
   * Removes a user (RFC 7644 §3.6).
   *
   * @param ifMatch the {@code If-Match} header
   * @throws ScimException 404, 412, or 409 for the last administrator and for oneself
   */
  public void delete(Principal principal, UUID id, Optional<String> ifMatch) {
    Account account = principal.account();
    write(
        principal,
        (change, tx) -> {
          User user = find(tx, account, id);
          checkVersion(user, ifMatch);
          if (isSelf(principal, user)) {
            throw ScimException.conflict("Nobody can delete themself.");
          }
          change.delete(user);
          return user;
        });
  }

  private UserView update(
      Principal principal, UUID id, Optional<String> ifMatch, UnaryOperator<ObjectNode> edit) {
    Account account = principal.account();
    return write(
        principal,
        (change, tx) -> {
          User user = find(tx, account, id);
          checkVersion(user, ifMatch);
          User updated = change.update(user, edit.apply(document.tree(user, change.catalogue())));
          if (isSelf(principal, user) && losesPower(user, updated, change.catalogue())) {
            throw ScimException.conflict("Nobody can deactivate or demote themself.");
          }
          return updated;
        });
  }

  /** One transaction with the catalogue at hand; with the current one when that was not enough. */
  private UserView write(Principal principal, BiFunction<UserChange, Tx, User> work) {
    Account account = principal.account();
    Catalogue atHand = catalogues.of(account.id());
    try {
      return write(account, atHand, work);
    } catch (ScimException | StoreException.ForeignKey refused) {
      if (refused instanceof ScimException e && e.status() != 400) {
        throw e;
      }
      Catalogue current = catalogues.refresh(account.id());
      if (current.equals(atHand)) {
        throw refused;
      }
      return write(account, current, work);
    }
  }

  private UserView write(
      Account account, Catalogue catalogue, BiFunction<UserChange, Tx, User> work) {
    User user =
        transactions.write(
            tx -> {
              Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              return work.apply(new UserChange(tx, account, catalogue, invitations, rows, now), tx);
            });
    return new UserView(user, catalogue);
  }

  private User find(Tx tx, Account account, UUID id) {
    return tx.mapper(UserMapper.class)
        .find(account.id(), id)
        .map(rows::read)
        .orElseThrow(() -> ScimException.notFound("There is no user with id %s.".formatted(id)));
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
}
