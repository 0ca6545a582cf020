package dev.usher.directory.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.StoreFailures;
import dev.usher.directory.account.Principal;
import dev.usher.directory.bulk.BulkOutcome.Failed;
import dev.usher.directory.bulk.BulkWork.CreateGroup;
import dev.usher.directory.bulk.BulkWork.CreateUser;
import dev.usher.directory.group.GroupView;
import dev.usher.directory.user.UserView;
import dev.usher.scim.bulk.BulkOperation;
import dev.usher.scim.bulk.BulkPlan;
import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one step of the plan: an operation, or creations that refer to each other and are made
 * together or not at all (RFC 7644 §3.7.1). Who depends on what failed, fails.
 */
final class BulkStep {
  private static final Logger LOG = LoggerFactory.getLogger(BulkStep.class);

  private final Principal principal;
  private final List<BulkOperation> operations;
  private final BulkPlan plan;
  private final List<BulkWork> work;
  private final Set<Integer> notTogether = new HashSet<>();

  BulkStep(
      Principal principal, List<BulkOperation> operations, BulkPlan plan, List<BulkWork> work) {
    this.principal = principal;
    this.operations = operations;
    this.plan = plan;
    this.work = work;
  }

  /**
   * Runs the operations and notes what came of them.
   *
   * @throws StoreException.Conflict when the transaction was lost
   * @throws StoreException.Unavailable when the database is
   */
  void run(List<Integer> step, BulkServices services, BulkProgress progress) {
    List<BulkOutcome> outcomes =
        step.size() == 1
            ? List.of(single(step.get(0), services, progress))
            : circular(step, services, progress);
    for (int i = 0; i < step.size(); i++) {
      progress.done(step.get(i), outcomes.get(i));
    }
    progress.stepDone();
  }

  /**
   * Runs the next steps together as far as they add users: in a few statements, all or none. When
   * one of them is refused nothing has happened, and they are not tried together again.
   *
   * @param steps those that are next
   * @return how many steps were run; with 0 the first has to be run by itself
   * @throws StoreException as {@link #run} does
   */
  int runAdditions(List<List<Integer>> steps, BulkServices services, BulkProgress progress) {
    List<Integer> additions =
        steps.stream()
            .takeWhile(step -> step.size() == 1 && addsUser(step.get(0), progress))
            .map(step -> step.get(0))
            .toList();
    if (additions.size() < 2) {
      return 0;
    }
    List<CreateUser> creations =
        additions.stream().map(each -> (CreateUser) work.get(each)).toList();
    List<UserView> users;
    try {
      users = services.users().tryCreateAll(principal, documents(creations));
    } catch (StoreException.Conflict | StoreException.Unavailable lost) {
      throw lost;
    } catch (RuntimeException refused) { // which of them it was, and why, each tells by itself
      notTogether.addAll(additions);
      return 0;
    }
    for (int i = 0; i < additions.size(); i++) {
      progress.done(
          additions.get(i), new BulkOutcome.OfUser(201, users.get(i), creations.get(i).body()));
      progress.stepDone();
    }
    return additions.size();
  }

  private boolean addsUser(int operation, BulkProgress progress) {
    return work.get(operation) instanceof CreateUser
        && !notTogether.contains(operation)
        && hindrance(operation, progress).isEmpty();
  }

  private BulkOutcome single(int operation, BulkServices services, BulkProgress progress) {
    Optional<Failed> failed = hindrance(operation, progress);
    if (failed.isPresent()) {
      return failed.get();
    }
    BulkWork each = work.get(operation);
    return each instanceof BulkWork.Other other
        ? guarded(() -> other.action().run(services, progress))
        : guarded(() -> create(List.of(each), services).get(0));
  }

  /** Why an operation cannot be run at all. */
  private Optional<Failed> hindrance(int operation, BulkProgress progress) {
    if (work.get(operation) instanceof BulkWork.Refused refused) {
      return Optional.of(new Failed(refused.reason()));
    }
    return plan.needs(operation).stream()
        .filter(progress::failed)
        .findFirst()
        .map(
            need ->
                new Failed(
                    ScimException.conflict(
                        "It refers to bulkId “%s”, whose operation failed."
                            .formatted(bulkId(need)))));
  }

  private List<BulkOutcome> circular(
      List<Integer> step, BulkServices services, BulkProgress progress) {
    Map<Integer, Failed> hindered = new LinkedHashMap<>();
    step.forEach(i -> hindrance(i, progress).ifPresent(failed -> hindered.put(i, failed)));
    if (!hindered.isEmpty()) {
      String failed = bulkId(hindered.keySet().iterator().next());
      Failed others =
          new Failed(
              ScimException.conflict(
                  "It and bulkId “%s” refer to each other, and that operation failed."
                      .formatted(failed)));
      return step.stream().<BulkOutcome>map(i -> hindered.getOrDefault(i, others)).toList();
    }
    List<BulkOutcome> outcomes = new ArrayList<>();
    BulkOutcome last =
        guarded(
            () -> {
              outcomes.addAll(create(step.stream().map(work::get).toList(), services));
              return outcomes.get(0);
            });
    if (last instanceof Failed failed) {
      Failed each = together(step, failed);
      return step.stream().<BulkOutcome>map(i -> each).toList();
    }
    return outcomes;
  }

  private Failed together(List<Integer> step, Failed failed) {
    ScimException reason = failed.reason();
    String names =
        step.stream().limit(10).map(i -> "“" + bulkId(i) + "”").collect(Collectors.joining(", "));
    return new Failed(
        new ScimException(
            reason.status(),
            reason.scimType().orElse(null),
            "%s (bulkIds %s refer to each other: all were refused.)"
                .formatted(reason.detail(), names)));
  }

  /** A plan lets nobody refer to others of another kind in a circle. */
  private List<BulkOutcome> create(List<BulkWork> creations, BulkServices services) {
    return creations.get(0) instanceof CreateUser
        ? createUsers(creations.stream().map(CreateUser.class::cast).toList(), services)
        : createGroups(creations.stream().map(CreateGroup.class::cast).toList(), services);
  }

  private List<BulkOutcome> createUsers(List<CreateUser> creations, BulkServices services) {
    List<UserView> created = services.users().createAll(principal, documents(creations));
    List<BulkOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < creations.size(); i++) {
      outcomes.add(new BulkOutcome.OfUser(201, created.get(i), creations.get(i).body()));
    }
    return outcomes;
  }

  private static Map<UUID, ObjectNode> documents(List<CreateUser> creations) {
    Map<UUID, ObjectNode> documents = new LinkedHashMap<>();
    creations.forEach(each -> documents.put(each.id(), each.document()));
    return documents;
  }

  private List<BulkOutcome> createGroups(List<CreateGroup> creations, BulkServices services) {
    Map<UUID, ObjectNode> documents = new LinkedHashMap<>();
    creations.forEach(each -> documents.put(each.id(), each.document()));
    boolean members =
        creations.stream().anyMatch(each -> BulkPreparation.showsMembers(each.body()));
    List<GroupView> created = services.groups().createAll(principal, documents, members);
    List<BulkOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < creations.size(); i++) {
      outcomes.add(new BulkOutcome.OfGroup(201, created.get(i), creations.get(i).body()));
    }
    return outcomes;
  }

  private BulkOutcome guarded(Supplier<BulkOutcome> operation) {
    try {
      return operation.get();
    } catch (ScimException refused) {
      return new Failed(refused);
    } catch (StoreException.Conflict | StoreException.Unavailable lost) {
      throw lost;
    } catch (StoreException refused) {
      return new Failed(StoreFailures.refusal(refused));
    } catch (RuntimeException bug) {
      LOG.error("An operation of a Bulk failed", bug);
      return new Failed(
          new ScimException(
              500,
              null,
              "The server failed on this operation; its log has the reason under request id %s."
                  .formatted(principal.origin().requestId().orElse("-"))));
    }
  }

  private String bulkId(int operation) {
    return operations.get(operation).bulkId().orElse("");
  }
}
