package dev.usher.scim.query;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Filter;
import dev.usher.scim.filter.FilterParser;
import dev.usher.scim.filter.PredicateBinder;
import dev.usher.scim.schema.ResourceType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what a list request asks for, from its query string (RFC 7644 §3.4.2) or its {@code
 * /.search} body (§3.4.3). An empty parameter counts as absent, but for {@code cursor}.
 */
public final class ListQueryReader {
  /** What every page of a walk by cursor repeats, besides {@code count}. */
  private static final List<String> QUESTION =
      List.of("filter", "sortBy", "sortOrder", "attributes", "excludedAttributes");

  private final PageLimits limits;

  public ListQueryReader(PageLimits limits) {
    this.limits = limits;
  }

  /**
   * The query for one resource type.
   *
   * @param lenient whether a string value in the filter may stand without quotes
   * @throws dev.usher.scim.error.ScimException 400 {@code invalidFilter}, {@code invalidPath} or
   *     {@code invalidValue}
   */
  public ListQuery read(QueryParameters parameters, ResourceType type, boolean lenient) {
    return read(parameters, filter(parameters, lenient), type, List.of());
  }

  /**
   * The query for each of the types that a search at the root goes over, in their order. A name is
   * refused only when every type lacks it; a type that lacks it has no value for it, and no sort by
   * it.
   *
   * @throws dev.usher.scim.error.ScimException as {@link #read(QueryParameters, ResourceType,
   *     boolean)}
   */
  public Map<ResourceType, ListQuery> read(
      QueryParameters parameters, Collection<ResourceType> types, boolean lenient) {
    Optional<Filter> filter = filter(parameters, lenient);
    Map<ResourceType, ListQuery> queries = new LinkedHashMap<>();
    types.forEach(type -> queries.put(type, read(parameters, filter, type, types)));
    return queries;
  }

  private ListQuery read(
      QueryParameters parameters,
      Optional<Filter> filter,
      ResourceType type,
      Collection<ResourceType> searched) {
    return new ListQuery(
        filter.map(f -> PredicateBinder.bind(f, type, searched)),
        Sort.parse(parameters.given("sortBy"), parameters.given("sortOrder"), type, searched),
        page(parameters),
        Projection.read(parameters, type));
  }

  /** By cursor wherever there is one: an empty one asks for the first page (RFC 9865 §2). */
  private Page page(QueryParameters parameters) {
    Optional<String> startIndex = parameters.given("startIndex");
    Optional<String> count = parameters.given("count");
    Optional<String> cursor = parameters.get("cursor");
    if (cursor.isEmpty()) {
      return Page.Index.parse(startIndex, count, limits);
    }
    if (startIndex.isPresent()) {
      throw ScimException.invalidValue("A list is paged by cursor or by startIndex, not by both.");
    }
    return Page.Walk.parse(cursor.get(), count, question(parameters), limits);
  }

  /** With their lengths, so that no two questions have the same text. */
  private static String question(QueryParameters parameters) {
    return QUESTION.stream()
        .map(name -> parameters.given(name))
        .map(value -> value.map(text -> text.length() + ":" + text).orElse("-"))
        .collect(Collectors.joining(","));
  }

  private static Optional<Filter> filter(QueryParameters parameters, boolean lenient) {
    return parameters.given("filter").map(text -> FilterParser.parse(text, lenient));
  }
}
