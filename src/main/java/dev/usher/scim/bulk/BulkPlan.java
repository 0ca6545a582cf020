package dev.usher.scim.bulk;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.ResourceTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which order the operations of a Bulk are run: in the client's, but that one which refers to
 * what a later one creates waits for it (RFC 7644 §3.7.2). Operations that refer to each other (RFC
 * 7644 §3.7.1) are one step, as late as the last of them.
 *
 * <p>Operations are known by their place in the request, from 0.
 */
public final class BulkPlan {
  private static final String USERS = ResourceTypes.USER.endpoint();
  private static final String GROUPS = ResourceTypes.GROUP.endpoint();

  /** What the data of an operation on an endpoint can refer to. */
  private static final Map<String, Set<String>> CAN_REFER =
      Map.of(
          USERS,
          Set.of(USERS),
          GROUPS,
          Set.of(USERS, GROUPS),
          ResourceTypes.INVITATION.endpoint(),
          Set.of(USERS));

  private final List<BulkOperation> operations;
  private final Map<String, Integer> definitions = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();
  private final Map<Integer, ScimException> faults = new HashMap<>();
  private final List<Set<Integer>> needs = new ArrayList<>();
  private final List<List<Integer>> steps;

  private BulkPlan(List<BulkOperation> operations) {
    this.operations = operations;
    define();
    for (int i = 0; i < operations.size(); i++) {
      needs.add(new TreeSet<>());
      try {
        needs.get(i).addAll(needsOf(operations.get(i)));
      } catch (ScimException fault) {
        faults.put(i, fault);
      }
    }
    this.steps = steps();
  }

  /** The plan of these operations. */
  public static BulkPlan of(List<BulkOperation> operations) {
    return new BulkPlan(List.copyOf(operations));
  }

  /** What is run one after the other; a step of several are creations that refer to each other. */
  public List<List<Integer>> order() {
    return steps;
  }

  /** The operations whose resources this one refers to, itself among them if it does. */
  public Set<Integer> needs(int operation) {
    return needs.get(operation);
  }

  /** Why the operation fails whatever the others do: it is malformed, or refers to nothing. */
  public Optional<ScimException> fault(int operation) {
    return Optional.ofNullable(faults.get(operation));
  }

  /**
   * The operation that creates the resource of a bulkId.
   *
   * @throws ScimException 409 when none does, or several would
   */
  public int definition(String bulkId) {
    if (ambiguous.contains(bulkId)) {
      throw ScimException.conflict(
          "bulkId “%s” is given to several operations of this Bulk.".formatted(bulkId));
    }
    Integer operation = definitions.get(bulkId);
    if (operation == null) {
      throw ScimException.conflict("No POST of this Bulk has the bulkId “%s”.".formatted(bulkId));
    }
    return operation;
  }

  private void define() {
    for (int i = 0; i < operations.size(); i++) {
      BulkOperation operation = operations.get(i);
      if (operation.isPost() && operation.bulkId().isPresent()) {
        String bulkId = operation.bulkId().get();
        if (definitions.putIfAbsent(bulkId, i) != null) {
          ambiguous.add(bulkId);
        }
      }
    }
  }

  /**
   * @throws ScimException when the operation cannot be run at all
   */
  private Set<Integer> needsOf(BulkOperation operation) {
    if (operation instanceof BulkOperation.Malformed malformed) {
      throw malformed.reason();
    }
    BulkOperation.Wellformed wellformed = (BulkOperation.Wellformed) operation;
    if (operation.isPost() && operation.bulkId().filter(ambiguous::contains).isPresent()) {
      throw ScimException.invalidValue(
          "bulkId “%s” is given to several operations of this Bulk."
              .formatted(operation.bulkId().get()));
    }
    BulkPath target = wellformed.target();
    Set<Integer> needed = new HashSet<>();
    target.bulkId().ifPresent(bulkId -> needed.add(defining(bulkId, Set.of(target.endpoint()))));
    Set<String> referable = CAN_REFER.getOrDefault(target.endpoint(), Set.of());
    for (String bulkId : BulkReferences.in(wellformed.data())) {
      needed.add(defining(bulkId, referable));
    }
    return needed;
  }

  private int defining(String bulkId, Set<String> endpoints) {
    int definition = definition(bulkId);
    Optional<BulkPath> created = operations.get(definition).path();
    if (created.filter(path -> !endpoints.contains(path.endpoint())).isPresent()) {
      throw ScimException.invalidValue(
          "bulkId “%s” is one of %s; what can be referred to here is %s."
              .formatted(
                  bulkId,
                  created.get().endpoint(),
                  endpoints.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(endpoints))));
    }
    return definition;
  }

  /** Of the steps that wait for nothing, always the first one. */
  private List<List<Integer>> steps() {
    List<List<Integer>> components = Components.of(needs);
    int[] componentOf = new int[operations.size()];
    for (int c = 0; c < components.size(); c++) {
      for (int operation : components.get(c)) {
        componentOf[operation] = c;
      }
    }
    List<Set<Integer>> waiting = new ArrayList<>();
    int[] blocked = new int[components.size()];
    components.forEach(each -> waiting.add(new HashSet<>()));
    for (int i = 0; i < operations.size(); i++) {
      int own = componentOf[i];
      for (int need : needs.get(i)) {
        if (componentOf[need] != own && waiting.get(componentOf[need]).add(own)) {
          blocked[own]++;
        }
      }
    }
    PriorityQueue<List<Integer>> ready =
        new PriorityQueue<>(Comparator.comparing(step -> step.get(step.size() - 1)));
    for (int c = 0; c < components.size(); c++) {
      if (blocked[c] == 0) {
        ready.add(components.get(c));
      }
    }
    List<List<Integer>> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      List<Integer> step = ready.remove();
      order.add(List.copyOf(step));
      for (int next : waiting.get(componentOf[step.get(0)])) {
        if (--blocked[next] == 0) {
          ready.add(components.get(next));
        }
      }
    }
    return List.copyOf(order);
  }
}
