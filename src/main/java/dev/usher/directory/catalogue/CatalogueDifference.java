package dev.usher.directory.catalogue;

import dev.usher.directory.catalogue.CatalogueElement.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What applying a catalogue changes in the stored one. */
public final class CatalogueDifference {
  private static final String ABSENT = "(none)";

  private final List<String> lines = new ArrayList<>();
  private final List<CatalogueElement> removed = new ArrayList<>();

  /** What has to be written: new, changed, or at another place than before. */
  private final Set<String> touched = new TreeSet<>();

  private CatalogueDifference() {}

  /** The difference between two catalogues that spell their ids alike. */
  static CatalogueDifference between(Catalogue stored, Catalogue wanted) {
    CatalogueDifference difference = new CatalogueDifference();
    Map<Kind, List<CatalogueElement>> before = byKind(stored);
    Map<Kind, List<CatalogueElement>> after = byKind(wanted);
    for (Kind kind : Kind.values()) {
      difference.compare(
          kind, before.getOrDefault(kind, List.of()), after.getOrDefault(kind, List.of()));
    }
    return difference;
  }

  private static Map<Kind, List<CatalogueElement>> byKind(Catalogue catalogue) {
    return CatalogueElement.of(catalogue).stream()
        .collect(Collectors.groupingBy(CatalogueElement::kind));
  }

  private void compare(Kind kind, List<CatalogueElement> before, List<CatalogueElement> after) {
    Map<String, Placed> stored = placed(before);
    Map<String, Placed> wanted = placed(after);
    wanted.forEach(
        (id, now) -> {
          Placed was = stored.get(id);
          if (was == null) {
            lines.add("+ " + now.element().label() + facts(now.element()));
          } else if (!was.element().equals(now.element())) {
            lines.add("~ " + now.element().label() + changes(was.element(), now.element()));
          } else if (was.position() == now.position() || kind == Kind.POOL) {
            return; // pools have no place of their own
          }
          touched.add(now.element().label());
        });
    before.stream()
        .filter(each -> !wanted.containsKey(each.id()))
        .forEach(
            each -> {
              removed.add(each);
              lines.add("- " + each.label());
            });
    if (kind != Kind.POOL && !common(stored, wanted).equals(common(wanted, stored))) {
      lines.add("~ " + kind.label() + "s in another order");
    }
  }

  private record Placed(CatalogueElement element, int position) {}

  private static Map<String, Placed> placed(List<CatalogueElement> elements) {
    Map<String, Placed> placed = new LinkedHashMap<>();
    elements.forEach(each -> placed.put(each.id(), new Placed(each, placed.size())));
    return placed;
  }

  private static List<String> common(Map<String, Placed> these, Map<String, Placed> those) {
    return these.keySet().stream().filter(those::containsKey).toList();
  }

  private static String facts(CatalogueElement element) {
    return element.facts().entrySet().stream()
        .map(each -> " " + each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining());
  }

  private static String changes(CatalogueElement was, CatalogueElement now) {
    Set<String> keys =
        Stream.of(was, now)
            .flatMap(each -> each.facts().keySet().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return keys.stream()
        .filter(key -> !fact(was, key).equals(fact(now, key)))
        .map(key -> " " + key + "=" + fact(was, key) + " -> " + fact(now, key))
        .collect(Collectors.joining(","));
  }

  private static String fact(CatalogueElement element, String key) {
    return element.facts().getOrDefault(key, ABSENT);
  }

  /** Whether applying changes nothing. */
  public boolean isEmpty() {
    return lines.isEmpty() && touched.isEmpty();
  }

  /** For people: a line for each thing that is new (+), changed (~) or dropped (-). */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** What the wanted catalogue no longer names. */
  List<CatalogueElement> removed() {
    return List.copyOf(removed);
  }

  /** The ids of that kind which are no longer named. */
  List<String> removed(Kind kind) {
    return removed.stream().filter(each -> each.kind() == kind).map(CatalogueElement::id).toList();
  }

  /** Whether that element of the wanted catalogue is to be written. */
  boolean writes(Kind kind, String id) {
    return touched.contains(kind.label() + " " + id);
  }
}
