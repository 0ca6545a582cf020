package dev.usher.directory.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that happened, or was refused.
 *
 * @param action what
 * @param target to what
 * @param refused whether it was refused rather than done
 * @param reason why it was refused, or what else there is to say
 * @param before what changed, as it was: values that JSON can hold, by attribute; never a token, a
 *     link or a password
 * @param after what changed, as it is
 * @param attributes the SCIM paths of what changed
 */
public record AuditEntry(
    Action action,
    Target target,
    boolean refused,
    Optional<String> reason,
    Map<String, Object> before,
    Map<String, Object> after,
    List<String> attributes) {

  public AuditEntry {
    before = Collections.unmodifiableMap(new TreeMap<>(before));
    after = Collections.unmodifiableMap(new TreeMap<>(after));
    attributes = List.copyOf(attributes);
  }

  /** Something was done of which there is no before and after. */
  public static AuditEntry done(Action action, Target target) {
    return new AuditEntry(action, target, false, Optional.empty(), Map.of(), Map.of(), List.of());
  }

  /** Something was tried and refused. */
  public static AuditEntry refused(Action action, Target target, String reason) {
    return new AuditEntry(action, target, true, Optional.of(reason), Map.of(), Map.of(), List.of());
  }

  /** The same, with a reason. */
  public AuditEntry because(String why) {
    return new AuditEntry(action, target, refused, Optional.of(why), before, after, attributes);
  }

  /** The same, with a value that was not there before. */
  public AuditEntry added(String attribute, Object value) {
    return changed(attribute, Optional.empty(), Optional.of(value));
  }

  /** The same, with a value that is gone. */
  public AuditEntry removed(String attribute, Object value) {
    return changed(attribute, Optional.of(value), Optional.empty());
  }

  /** The same, with a value that was changed; empty where it was or is absent. */
  public AuditEntry changed(
      String attribute, Optional<? extends Object> was, Optional<? extends Object> is) {
    return changed(new Changes().changed(attribute, was, is));
  }

  /** The same, with all of these changes. */
  public AuditEntry changed(Changes changes) {
    Map<String, Object> befores = new TreeMap<>(before);
    Map<String, Object> afters = new TreeMap<>(after);
    befores.putAll(changes.before);
    afters.putAll(changes.after);
    List<String> names = new ArrayList<>(attributes);
    names.addAll(changes.attributes);
    return new AuditEntry(action, target, refused, reason, befores, afters, names);
  }

  /** What changed, attribute by attribute, for an entry that tells of many. Not thread-safe. */
  public static final class Changes {
    private final Map<String, Object> before = new TreeMap<>();
    private final Map<String, Object> after = new TreeMap<>();
    private final List<String> attributes = new ArrayList<>();

    /** Adds a value that was not there before. */
    public Changes added(String attribute, Object value) {
      return changed(attribute, Optional.empty(), Optional.of(value));
    }

    /** Adds a value that was changed; empty where it was or is absent. */
    public Changes changed(
        String attribute, Optional<? extends Object> was, Optional<? extends Object> is) {
      was.ifPresent(value -> before.put(attribute, value));
      is.ifPresent(value -> after.put(attribute, value));
      attributes.add(attribute);
      return this;
    }

    /** Whether nothing did. */
    public boolean isEmpty() {
      return attributes.isEmpty();
    }
  }
}
