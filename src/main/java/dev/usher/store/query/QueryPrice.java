package dev.usher.store.query;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the database would have to do for a filter and a sort order, known before any SQL: the sum
 * of the {@link Weight}s of all terms. The rows of an attribute are paid once for each subquery, so
 * a filter is priced as {@link dev.usher.scim.filter.PredicateFolding#fold} leaves it. Equal terms
 * count each: a client that repeats itself a thousand times is refused, not optimised.
 */
final class QueryPrice {
  /**
   * How often a sort key is written into a statement and computed for each row: for the primary
   * element, else the first one, for absent values and for the position.
   */
  private static final int SORTING = 10;

  private final AttributeTable table;
  private final Map<String, Long> byAttribute = new HashMap<>();

  private QueryPrice(AttributeTable table) {
    this.table = table;
  }

  static QueryPrice of(
      AttributeTable table, Optional<Predicate> filter, Optional<AttributePath> sortBy) {
    QueryPrice price = new QueryPrice(table);
    filter.ifPresent(price::add);
    sortBy.ifPresent(price::addOrder);
    return price;
  }

  /** The price of both, in one statement. */
  QueryPrice plus(QueryPrice other) {
    QueryPrice sum = new QueryPrice(table);
    sum.byAttribute.putAll(byAttribute);
    other.byAttribute.forEach((name, cost) -> sum.byAttribute.merge(name, cost, Long::sum));
    return sum;
  }

  long total() {
    return byAttribute.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * @throws StoreException.TooCostly when the price is above the limit
   */
  void requireAtMost(int limit) {
    long total = total();
    if (total > limit) {
      Map.Entry<String, Long> dearest =
          byAttribute.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
      throw new StoreException.TooCostly(total, limit, dearest.getKey(), dearest.getValue());
    }
  }

  private void add(Predicate predicate) {
    if (predicate instanceof Predicate.And and) {
      and.parts().forEach(this::add);
    } else if (predicate instanceof Predicate.Or or) {
      or.parts().forEach(this::add);
    } else if (predicate instanceof Predicate.Not not) {
      add(not.part());
    } else if (predicate instanceof Predicate.Element element) {
      addElement(element);
    } else {
      AttributePath path = path(predicate);
      Optional<Elements> elements = table.elements(path);
      elements.ifPresent(found -> addPlaces(path, found));
      addTerm(predicate, elements.map(Elements::weight).orElseGet(() -> table.weight(path)), 1);
    }
  }

  private void addElement(Predicate.Element element) {
    Optional<Elements> elements = ConditionWriter.elements(table, element);
    if (elements.isPresent()) {
      addPlaces(element.attribute(), elements.get());
      addWithin(element.condition(), elements.get());
    } else {
      charge(element.attribute(), table.weight(element.attribute()).term());
      add(element.condition());
    }
  }

  private void addWithin(Predicate condition, Elements elements) {
    if (condition instanceof Predicate.And and) {
      and.parts().forEach(part -> addWithin(part, elements));
    } else if (condition instanceof Predicate.Or or) {
      or.parts().forEach(part -> addWithin(part, elements));
    } else if (condition instanceof Predicate.Not not) {
      addWithin(not.part(), elements);
    } else if (condition instanceof Predicate.Element element) {
      addWithin(element.condition(), elements);
    } else {
      addTerm(condition, elements.weight(), Math.max(1, elements.places().size()));
    }
  }

  private void addPlaces(AttributePath path, Elements elements) {
    charge(path, (long) elements.weight().place() * Math.max(1, elements.places().size()));
  }

  private void addTerm(Predicate term, Weight weight, int places) {
    int cost =
        term instanceof Predicate.Compare compare ? weight.term(compare.operator()) : weight.term();
    charge(path(term), (long) cost * places);
  }

  private void addOrder(AttributePath path) {
    // a sort key is of any sub-attribute alike
    Optional<Elements> elements = table.elements(path.parent());
    Weight weight = elements.map(Elements::weight).orElseGet(() -> table.weight(path));
    int places = Math.max(1, elements.map(Elements::places).map(List::size).orElse(1));
    charge(path, (long) SORTING * (weight.place() + weight.term()) * places);
  }

  private void charge(AttributePath path, long cost) {
    byAttribute.merge(path.toString(), cost, Long::sum);
  }

  private static AttributePath path(Predicate term) {
    return term instanceof Predicate.Compare compare
        ? compare.path()
        : ((Predicate.Present) term).path();
  }
}
