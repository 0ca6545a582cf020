package dev.usher.directory.user;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountRules;
import dev.usher.directory.account.AccountRules.Rules;
import dev.usher.directory.account.Principal;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.group.Membership;
import dev.usher.directory.group.Memberships;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.query.WrittenRead;
import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.user.UserChildren;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The transactions in which users are read and changed: with the account's catalogue at hand,
 * changed by the rules that are current, and with their audit trail.
 */
public final class UserTransactions {
  private final Transactions transactions;
  private final Catalogues catalogues;
  private final AccountRules rules;
  private final Invitations invitations;
  private final Memberships memberships;
  private final Audit audit;
  private final UserRows rows;
  private final Clock clock;

  public UserTransactions(
      Transactions transactions,
      Catalogues catalogues,
      AccountRules accountRules,
      Invitations invitations,
      Memberships memberships,
      Audit audit,
      ObjectMapper mapper,
      Clock clock) {
    this.transactions = transactions;
    this.catalogues = catalogues;
    this.rules = accountRules;
    this.invitations = invitations;
    this.memberships = memberships;
    this.audit = audit;
    this.rows = new UserRows(mapper, clock);
    this.clock = clock;
  }

  /** One transaction that changes users. */
  final class Write {
    private final Tx tx;
    private final Account account;
    private final UserChange change;
    private final Attempt attempt;
    private final UserReader reader;
    private List<Membership> groups = List.of();

    private Write(Tx tx, Rules current, Attempt attempt) {
      Catalogue catalogue = current.catalogue();
      this.tx = tx;
      this.account = current.account();
      this.reader = reader(tx, account, catalogue, true);
      this.attempt = attempt;
      this.change =
          new UserChange(tx, account, catalogue, invitations, memberships, rows, attempt, now());
    }

    Tx tx() {
      return tx;
    }

    /** As the request knows it, with the rules that are current. */
    Account account() {
      return account;
    }

    UserChange change() {
      return change;
    }

    Attempt attempt() {
      return attempt;
    }

    Optional<User> find(UUID id) {
      Optional<UserView> found = reader.find(id);
      groups = found.flatMap(UserView::memberships).orElse(List.of());
      return found.map(UserView::user);
    }

    /**
     * The user, who is about to be changed and nothing but pools with them. Whoever was not fast
     * enough before waits in line now, so that many at once do not keep each other from going on.
     */
    Optional<User> findToUpdate(UUID id) {
      if (attempt.repeated()) {
        attempt.locks().take(tx, account.id(), id);
      }
      return find(id);
    }
  }

  /** Runs reads that see one state. */
  <T> T read(Function<Tx, T> work) {
    return transactions.read(work);
  }

  /** Runs a read whose result is written while it is read. */
  <P> void written(Function<Tx, P> prepare, WrittenRead.Writing<? super P> writing)
      throws IOException {
    WrittenRead.run(transactions, prepare, writing);
  }

  /** Runs a read of one statement. */
  <T> T readEach(Function<Tx, T> work) {
    return transactions.readEach(work);
  }

  Catalogue catalogue(Account account) {
    return catalogues.of(account.id());
  }

  /** The values of a user's entitlements as clients wrote them, by seat or grant. */
  Map<String, String> sentEntitlements(User user) {
    return rows.entitlements(user.state()).stream()
        .collect(Collectors.toMap(UserChildren.Entitlement::item, UserChildren.Entitlement::value));
  }

  Invitations invitations() {
    return invitations;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A user as one of many. */
  UserView listed(UserView view) {
    return view.listed(memberships.most());
  }

  /** Reads users, their groups too in lists where that is wanted. */
  UserReader reader(Tx tx, Account account, Catalogue catalogue, boolean withGroups) {
    return new UserReader(tx, rows, memberships, account, catalogue, withGroups);
  }

  /**
   * One transaction that adds users, each with an audit trail of its own.
   *
   * @param documents canonical, without nulls, by the users' ids
   */
  List<UserView> create(Principal principal, Map<UUID, ObjectNode> documents) {
    Attempt attempt = new Attempt(principal.caller());
    return remembering(principal, attempt, () -> tryCreate(principal, attempt, documents));
  }

  /** The same, but that nobody remembers a refusal: it will be tried in another way. */
  List<UserView> tryCreate(Principal principal, Map<UUID, ObjectNode> documents) {
    return tryCreate(principal, new Attempt(principal.caller()), documents);
  }

  private List<UserView> tryCreate(
      Principal principal, Attempt attempt, Map<UUID, ObjectNode> documents) {
    return withRules(
        principal,
        (tx, current) ->
            documents.entrySet().stream()
                .map(
                    each ->
                        run(
                            new Write(tx, current, attempt),
                            write -> write.change.create(each.getKey(), each.getValue())))
                .map(
                    user ->
                        new UserView(
                            user,
                            Optional.of(List.of()),
                            current.catalogue(),
                            current.account().settings().katalonAlias()))
                .toList());
  }

  /**
   * One transaction that changes a user. What it did is in the audit trail with it; what it was
   * refused is there afterwards.
   *
   * @param work finds the user that it changes by the {@link Write} that it is given
   */
  UserView write(Principal principal, Function<Write, User> work) {
    Attempt attempt = new Attempt(principal.caller());
    return remembering(
        principal,
        attempt,
        () ->
            withRules(
                principal,
                (tx, current) -> {
                  Write write = new Write(tx, current, attempt);
                  User user = run(write, work);
                  // A change of a user is none of its groups.
                  return new UserView(
                      user,
                      Optional.of(write.groups),
                      current.catalogue(),
                      current.account().settings().katalonAlias());
                }));
  }

  private User run(Write write, Function<Write, User> work) {
    write.attempt.begin();
    User user = work.apply(write);
    audit.record(write.tx, write.account.id(), write.attempt.caller(), write.change.trail());
    return user;
  }

  private <T> T remembering(Principal principal, Attempt attempt, Supplier<T> request) {
    try {
      return request.get();
    } catch (ScimException refused) {
      attempt
          .refusal()
          .ifPresent(
              entry ->
                  audit.recordRefusal(
                      transactions, principal.account().id(), attempt.caller(), entry));
      throw refused;
    }
  }

  /**
   * One transaction that decides by what is current. What it decided by may be dropped until it
   * writes: then it runs once more, and decides by what is left.
   */
  private <T> T withRules(Principal principal, BiFunction<Tx, Rules, T> work) {
    AccountRules.AtHand atHand = rules.atHand(principal.account());
    Function<Tx, T> write = tx -> work.apply(tx, atHand.in(tx));
    try {
      return transactions.write(write);
    } catch (StoreException.ForeignKey dropped) {
      return transactions.write(write);
    }
  }
}
