package dev.usher.store.query;

import dev.usher.scim.filter.Operator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An id of ours, or a URL that ends in one: a UUID column, after a prefix. {@code eq} matches
 * nothing when its value is no UUID; the other operators compare the text that answers show, which
 * is in lower case.
 *
 * @param column UUID, never NULL
 * @param prefix what stands before the UUID; empty for the id itself
 * @param collation whether the case of a filter's value counts
 */
record IdValue(String column, String prefix, Collation collation) implements Value {
  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int VERSION_OF_ALL_IDS = 7;

  /**
   * The id of the resource itself. It is caseExact (RFC 7643 §3.1), and yet a client may ask for it
   * in either case, as it may in a path: no two ids differ in case alone.
   */
  static IdValue id(String column) {
    return reference(column);
  }

  /** The id of another resource, which may be asked for in either case. */
  static IdValue reference(String column) {
    return new IdValue(column, "", Collation.IGNORING_CASE);
  }

  /** The URL of a resource. */
  static IdValue location(String column, String prefix) {
    return new IdValue(column, prefix, Collation.EXACT);
  }

  @Override
  public String compare(Operator operator, Object operand, Parameters parameters) {
    String text = inOwnCase(operand.toString());
    if (operator == Operator.EQ) {
      return equal(text, parameters);
    }
    if (prefix.isEmpty() && ordersLikeItsText(operator, text)) {
      return column + sign(operator) + parameters.bind(UUID.fromString(text));
    }
    String characters = "CAST(" + column + " AS CHAR)";
    String whole =
        prefix.isEmpty()
            ? characters
            : "CONCAT(" + parameters.bind(prefix) + ", " + characters + ")";
    return TextValue.required(collation.of(whole)).compare(operator, text, parameters);
  }

  private String equal(String text, Parameters parameters) {
    return uuid(text).map(id -> column + " = " + parameters.bind(id)).orElse("FALSE");
  }

  /** The id in a text that answers show; empty when it is none. */
  private Optional<UUID> uuid(String text) {
    return Optional.of(text)
        .filter(whole -> whole.startsWith(prefix))
        .map(whole -> whole.substring(prefix.length()))
        .filter(id -> CANONICAL.matcher(id).matches())
        .map(UUID::fromString);
  }

  @Override
  public boolean listable() {
    return true;
  }

  @Override
  public String equalsAny(List<Object> operands, Parameters parameters) {
    List<UUID> ids =
        operands.stream().flatMap(operand -> uuid(inOwnCase(operand.toString())).stream()).toList();
    return ids.isEmpty() ? "FALSE" : ValueList.write(column, ids, parameters);
  }

  private String inOwnCase(String text) {
    return collation == Collation.IGNORING_CASE ? asciiLower(text) : text;
  }

  /** UUIDs of one version order like their texts, and by the index. */
  private static boolean ordersLikeItsText(Operator operator, String text) {
    return switch (operator) {
      case GT, GE, LT, LE ->
          CANONICAL.matcher(text).matches()
              && UUID.fromString(text).version() == VERSION_OF_ALL_IDS;
      case EQ, CO, SW, EW -> false;
    };
  }

  private static String sign(Operator operator) {
    return switch (operator) {
      case GT -> " > ";
      case GE -> " >= ";
      case LT -> " < ";
      case LE -> " <= ";
      case EQ, CO, SW, EW -> throw new IllegalArgumentException("not an order: " + operator);
    };
  }

  /** Not String.toLowerCase, which makes ASCII of some other letters. */
  private static String asciiLower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c)));
    return lower.toString();
  }

  @Override
  public SortKey sharedSortKey() {
    return prefix.isEmpty()
        ? sortKey()
        : SortKey.required(
            Collation.EXACT.of("CONCAT('" + prefix.replace("'", "''") + "', " + column + ")"),
            SortKey.Kind.TEXT);
  }

  @Override
  public String present() {
    return "TRUE";
  }

  @Override
  public String order() {
    return column;
  }

  @Override
  public SortKey.Kind kind() {
    return SortKey.Kind.ID;
  }

  @Override
  public boolean required() {
    return true;
  }
}
