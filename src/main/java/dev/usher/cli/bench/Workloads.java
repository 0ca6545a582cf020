package dev.usher.cli.bench;

import dev.usher.cli.bench.Workload.Kind;
import dev.usher.cli.bench.Workload.Targets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is measured: what identity providers do all day. */
final class Workloads {
  /** How many users a Bulk request creates. */
  private static final int BULK = 100;

  private static final int PAGE = 100;

  private static final String BY_CURSOR = "page of " + PAGE + ", by cursor";
  private static final String MEMBER = "PATCH member, large group";
  private static final String CREATES = "Bulk of " + BULK + " creates";
  private static final String MIX = "mix";
  private static final String NO_GROUPS = "the server refuses groups, or their members";

  private static final int SMALL_PAGE = 50;

  /** Coprime to every number of people that has no such factor: a walk that meets all of them. */
  private static final long STRIDE = 1_000_003;

  private static final int PROFILES = 0;
  private static final int STATUSES = 1;

  private static final double READ_MILLIS = 2;
  private static final double WRITE_MILLIS = 3;
  private static final double PAGE_MILLIS = 15;

  private final Population population;
  private final String run;
  private final ServerFeatures features;

  /**
   * @param run part of the names of those who are created, other than in earlier runs
   * @param features what the server has
   */
  Workloads(Population population, String run, ServerFeatures features) {
    this.population = population;
    this.run = run;
    this.features = features;
  }

  /** What a server is asked, in a run of its own: nobody is created twice. */
  static Workloads of(Load load, Population population, Clock clock) {
    String run = Long.toString(clock.millis(), Character.MAX_RADIX);
    return new Workloads(population, run, ServerFeatures.of(load));
  }

  /** The mix of requests that a directory sends all day. */
  Workload mix() {
    return new Workload(MIX, Kind.WRITE, Targets.none(), new Mix(this));
  }

  /** All that the server has, in the order of the report. */
  List<Workload> all() {
    List<Workload> all = new ArrayList<>(reads());
    all.addAll(writes());
    if (population.groups() > 0) {
      all.add(mix());
    }
    return List.copyOf(all);
  }

  /** A GET, and pages of {@value #SMALL_PAGE} whose total has to be found. */
  List<Workload> pages() {
    String size = "count=" + SMALL_PAGE;
    Call first = Call.get("/Users?startIndex=1&" + size, "");
    Call active = Call.get(filter("active eq true") + "&" + size, "");
    return List.of(
        new Workload("GET user", Kind.READ, Targets.none(), this::get),
        new Workload("page of %d".formatted(SMALL_PAGE), Kind.READ, Targets.none(), n -> first),
        new Workload(
            "filter active eq true, %d".formatted(SMALL_PAGE),
            Kind.READ,
            Targets.none(),
            n -> active));
  }

  /** A change of a user that no list shows another total after. */
  Workload change() {
    return new Workload("PATCH title", Kind.WRITE, Targets.none(), this::patchTitle);
  }

  /** The names of those that are not among {@link #all}, and what the server lacks for them. */
  Map<String, String> notOffered() {
    Map<String, String> lacking = new LinkedHashMap<>();
    if (features.cursors().isEmpty()) {
      lacking.put(BY_CURSOR, "the server announces no cursors, or the list is short");
    }
    if (population.groups() == 0) {
      lacking.put(MEMBER, NO_GROUPS);
    }
    if (!features.bulk()) {
      lacking.put(CREATES, "the server announces no Bulk");
    }
    if (population.groups() == 0) {
      lacking.put(MIX, NO_GROUPS);
    }
    return Collections.unmodifiableMap(lacking);
  }

  private List<Workload> reads() {
    Targets page = Targets.alone(PAGE_MILLIS);
    List<Workload> reads = new ArrayList<>();
    reads.add(new Workload("GET user", Kind.READ, Targets.lookup(), this::get));
    reads.add(new Workload("filter userName eq", Kind.READ, Targets.lookup(), this::byUserName));
    reads.add(
        new Workload("filter externalId eq", Kind.READ, Targets.lookup(), this::byExternalId));
    reads.add(
        new Workload("filter work e-mail eq", Kind.READ, Targets.lookup(), this::byWorkEmail));
    reads.add(new Workload("page of 100, first", Kind.READ, page, n -> page(1)));
    int middle = population.people() / 2 + 1;
    reads.add(new Workload("page of 100, middle", Kind.READ, page.growing(), n -> page(middle)));
    if (!features.cursors().isEmpty()) {
      reads.add(new Workload(BY_CURSOR, Kind.READ, page, this::pageByCursor));
    }
    reads.add(new Workload("filter sw + sort, 50", Kind.READ, page, this::byPrefix));
    return reads;
  }

  private List<Workload> writes() {
    Targets write = Targets.alone(WRITE_MILLIS);
    List<Workload> writes = new ArrayList<>();
    writes.add(new Workload("POST user", Kind.WRITE, write, this::create));
    writes.add(new Workload("PUT user", Kind.WRITE, write, this::put));
    writes.add(new Workload("PATCH active", Kind.WRITE, write, this::patchActive));
    if (population.groups() > 0) {
      writes.add(new Workload(MEMBER, Kind.WRITE, write, n -> member(n, 1)));
    }
    if (features.bulk()) {
      writes.add(new Workload(CREATES, Kind.WRITE, Targets.none(), this::bulk));
    }
    return writes;
  }

  /** The mix of a directory's cycle: mostly lookups, some changes, few new people. */
  private static final class Mix implements LongFunction<Call> {
    private final Workloads each;
    private final AtomicLong memberChanges = new AtomicLong();

    Mix(Workloads each) {
      this.each = each;
    }

    @Override
    public Call apply(long number) {
      int percent = (int) (scatter(number * 31 + 7) % 100);
      if (percent < 30) {
        return each.byUserName(number);
      } else if (percent < 50) {
        return each.byExternalId(number);
      } else if (percent < 70) {
        return each.get(number);
      } else if (percent < 90) {
        return each.patchTitle(number);
      } else if (percent < 98) {
        long change = memberChanges.getAndIncrement();
        return each.member(change, ordinaryGroup(change));
      }
      return each.create(-1 - number);
    }

    /** The same for all who join and leave it in turn. */
    private int ordinaryGroup(long change) {
      int ordinary = each.population.groups() - 1;
      return 2 + (int) (change / (2L * each.population.outsiders()) % ordinary);
    }
  }

  private Call get(long number) {
    String id = id(anybody(number));
    return Call.get("/Users/" + id, "get/" + id);
  }

  private Call byUserName(long number) {
    String name = anybody(number).userName();
    return Call.get(filter("userName eq \"" + name + "\""), "userName/" + name);
  }

  private Call byExternalId(long number) {
    String id = anybody(number).externalId();
    return Call.get(filter("externalId eq \"" + id + "\""), "externalId/" + id);
  }

  private Call byWorkEmail(long number) {
    String email = anybody(number).workEmail();
    return Call.get(
        filter("emails[type eq \"work\"].value eq \"" + email + "\""), "workEmail/" + email);
  }

  private Call byPrefix(long number) {
    String prefix = anybody(number).prefix();
    return Call.get(
        filter("userName sw \"" + prefix + "\"") + "&sortBy=displayName", "prefix/" + prefix);
  }

  private static Call page(int startIndex) {
    return Call.get(
        "/Users?startIndex=" + startIndex + "&count=" + PAGE, "page/" + (startIndex - 1));
  }

  private Call pageByCursor(long number) {
    List<ServerFeatures.Place> places = features.cursors();
    ServerFeatures.Place place = places.get((int) (number % places.size()));
    return Call.get(
        "/Users?cursor=" + place.cursor() + "&count=" + PAGE, "after/" + place.lastId());
  }

  private Call create(long number) {
    String userName = "new." + run + "." + number + "@example.org";
    String body = anybody(number).json(userName, "Newcomer");
    return Call.with("POST", "/Users", body, "create/" + userName);
  }

  private Call put(long number) {
    Person person = half(number, PROFILES);
    String body = person.json(person.userName(), "Title " + run + number);
    return Call.with("PUT", "/Users/" + id(person), body, "update/" + id(person));
  }

  private Call patchTitle(long number) {
    String id = id(half(number, PROFILES));
    return Call.with(
        "PATCH",
        "/Users/" + id,
        operation("replace", "title", "\"Title " + run + number + "\""),
        "update/" + id);
  }

  /**
   * All of them once to inactive, then all of them back, so that each request changes something.
   */
  private Call patchActive(long number) {
    String id = id(half(number, STATUSES));
    boolean active = number / (population.people() / 2) % 2 == 1;
    return Call.with(
        "PATCH",
        "/Users/" + id,
        operation("replace", "active", Boolean.toString(active)),
        "active/" + id + ":" + active);
  }

  /** All outsiders come in, one a request, then all leave. */
  private Call member(long number, int group) {
    int outsiders = population.outsiders();
    String user =
        population.personIds().apply(population.people() + 1 + (int) (number % outsiders));
    String groupId = population.groupIds().apply(group);
    boolean comes = number / outsiders % 2 == 0;
    String operation =
        comes
            ? operation("add", "members", "[{\"value\":\"" + user + "\"}]")
            : "{\"Operations\":[{\"op\":\"remove\",\"path\":\"members[value eq \\\"%s\\\"]\"}]}"
                .formatted(user);
    return Call.with(
        "PATCH",
        "/Groups/" + groupId,
        operation,
        (group == 1 ? "memberOfLarge/" : "member/") + groupId + ":" + user + ":" + comes);
  }

  /** {@value #BULK} new users in one request. */
  private Call bulk(long number) {
    String operations =
        IntStream.range(0, BULK)
            .mapToObj(
                i ->
                    "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"b%d\",\"data\":%s}"
                        .formatted(
                            i,
                            anybody(number + i)
                                .json(
                                    "bulk.%s.%d.%d@example.org".formatted(run, number, i),
                                    "Newcomer")))
            .collect(Collectors.joining(","));
    return Call.with(
        "POST",
        "/Bulk",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":["
            + operations
            + "]}",
        "bulk/" + run + "." + number);
  }

  private static String operation(String op, String path, String value) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"%s\",\"path\":\"%s\",\"value\":%s}]}"
        .formatted(op, path, value);
  }

  private static String filter(String filter) {
    return "/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String id(Person person) {
    return population.personIds().apply(person.number());
  }

  /** By chance, the same for the same number. */
  private Person anybody(long number) {
    return new Person(1 + (int) (scatter(number) % population.people()));
  }

  /**
   * One half of the people, in an order in which each of them comes once before any comes again.
   *
   * @param which of the halves: those whose profile is changed are always active
   */
  private Person half(long number, int which) {
    int people = population.people() / 2;
    return new Person(1 + 2 * (int) (number % people * STRIDE % people) + which);
  }

  /** SplitMix64's finisher, without its sign. */
  private static long scatter(long number) {
    long z = number * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 1;
  }
}
