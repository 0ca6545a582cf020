package dev.usher.store.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.EnterpriseUserSchema;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * People with every attribute absent, empty-looking, ordinary or odd. Words are few and short, so
 * that two of them are often equal or part of each other.
 */
public final class RandomPeople {

  /** Attributes whose values are printable ASCII, so that their order is known in memory too. */
  static final Set<String> ASCII =
      Set.of(
          "name.familyName",
          "title",
          "emails.type",
          "phoneNumbers.type",
          "addresses.region",
          "entitlements.type",
          "roles.type",
          EnterpriseUserSchema.URN + ":costCenter");

  private static final List<String> ANYTHING =
      List.of(
          "a", "A", "b", "B", "é", "É", "ñ", "ø", "я", "Я", "Ω", "ω", "漢", "字", "か", "😀", "👍",
          "0", "1", "7", " ", "-", "_", "%", "'", "\"", "\\", "!", "#{x}", "${y}", "?", ".", "<",
          "\t");
  private static final List<String> PRINTABLE =
      List.of("a", "A", "b", "Z", "0", "9", " ", "-", "_", "%", "'", "\"", "\\", "!", "?", ":");

  private final Random random;

  public RandomPeople(Random random) {
    this.random = random;
  }

  /** The resource of such a person, as a client may send it. */
  public ObjectNode document(int number) {
    return person(number).document();
  }

  /** A person whose userName ends in a letter and the number, which makes it unique. */
  Person person(int number) {
    Person person = new Person(id(number), word(ANYTHING) + "n" + number);
    person.externalId = maybe(word(ANYTHING));
    person.displayName = maybe(word(ANYTHING));
    person.status = one("Pending", "Active", "Active", "Inactive");
    person.organization = one("OG-1", "OG-12");
    person.employmentStartDate =
        maybe("202" + random.nextInt(6) + "-0" + (1 + random.nextInt(9)) + "-15");
    person.version = 1 + random.nextInt(12);
    person.created = time();
    person.lastModified = time();
    names(person.profile);
    plural(person.profile, "phoneNumbers", ANYTHING);
    plural(person.profile, "ims", ANYTHING);
    plural(person.profile, "photos", ANYTHING);
    plural(person.profile, "x509Certificates", ANYTHING);
    plural(person.profile, "entitlements", ANYTHING);
    addresses(person.profile);
    enterprise(person.profile);
    some(3, () -> person.emails.add(element(ANYTHING)));
    some(3, () -> person.roles.add(role()));
    some(
        3,
        () ->
            person.projectRoles.add(
                one("ALL", "PJ-7", "APOLLO") + ":" + one("TESTER", "TEST_LEAD")));
    maybe(one("KSE", "OG-12:KSE")).ifPresent(person.licenses::add);
    maybe(one("TO_FULL", "OG-12:TO_FULL")).ifPresent(person.licenses::add);
    return person;
  }

  /** A word of any attribute. */
  String anything() {
    return word(ANYTHING);
  }

  /** A word of printable ASCII. */
  String printable() {
    return word(PRINTABLE);
  }

  private UUID id(int number) {
    long time = 1_760_000_000_000L + number;
    return new UUID(
        time << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong() >>> 2 | Long.MIN_VALUE);
  }

  private LocalDateTime time() {
    return LocalDateTime.of(2026, 1, 31, 9, 30)
        .plus(random.nextInt(5), ChronoUnit.MILLIS)
        .plusDays(random.nextInt(2));
  }

  private void names(ObjectNode profile) {
    ObjectNode name = JsonNodeFactory.instance.objectNode();
    List.of("formatted", "givenName", "middleName", "honorificPrefix", "honorificSuffix")
        .forEach(each -> put(name, each, ANYTHING));
    put(name, "familyName", PRINTABLE);
    unlessEmpty(profile, "name", name);
    List.of("nickName", "profileUrl", "userType", "preferredLanguage", "locale", "timezone")
        .forEach(each -> put(profile, each, ANYTHING));
    put(profile, "title", PRINTABLE);
  }

  private void addresses(ObjectNode profile) {
    some(
        2,
        () -> {
          ObjectNode address = JsonNodeFactory.instance.objectNode();
          List.of("formatted", "streetAddress", "locality", "postalCode", "country", "type")
              .forEach(each -> put(address, each, ANYTHING));
          put(address, "region", PRINTABLE);
          primary(address);
          if (!address.isEmpty()) {
            profile.withArray("addresses").add(address);
          }
        });
  }

  private void enterprise(ObjectNode profile) {
    ObjectNode block = JsonNodeFactory.instance.objectNode();
    List.of("employeeNumber", "organization", "division", "department")
        .forEach(each -> put(block, each, ANYTHING));
    put(block, "costCenter", PRINTABLE);
    ObjectNode manager = JsonNodeFactory.instance.objectNode();
    List.of("value", "$ref", "displayName").forEach(each -> put(manager, each, ANYTHING));
    unlessEmpty(block, "manager", manager);
    if (random.nextInt(3) > 0) {
      unlessEmpty(profile, EnterpriseUserSchema.URN, block);
    }
  }

  private void plural(ObjectNode profile, String attribute, List<String> alphabet) {
    some(3, () -> profile.withArray(attribute).add(element(alphabet)));
  }

  private ObjectNode element(List<String> alphabet) {
    ObjectNode element = JsonNodeFactory.instance.objectNode();
    put(element, "value", alphabet);
    put(element, "display", alphabet);
    put(element, "type", PRINTABLE);
    primary(element);
    if (element.isEmpty()) {
      element.put("value", "x");
    }
    return element;
  }

  private ObjectNode role() {
    ObjectNode role = element(ANYTHING);
    if (random.nextInt(3) > 0) {
      String known = one("USER", "ACCOUNT_ADMIN", "AUDITOR");
      role.put("value", random.nextBoolean() ? known : known.toLowerCase(Locale.ROOT));
    }
    return role;
  }

  private void primary(ObjectNode element) {
    if (random.nextInt(3) == 0) {
      element.put("primary", random.nextBoolean());
    }
  }

  private void put(ObjectNode target, String name, List<String> alphabet) {
    maybe(word(alphabet)).filter(text -> !text.isEmpty()).ifPresent(text -> target.put(name, text));
  }

  private static void unlessEmpty(ObjectNode target, String name, ObjectNode value) {
    if (!value.isEmpty()) {
      target.set(name, value);
    }
  }

  private String word(List<String> alphabet) {
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      word.append(alphabet.get(random.nextInt(alphabet.size())));
    }
    return word.toString();
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextInt(3) > 0 ? Optional.of(value) : Optional.empty();
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void some(int upTo, Runnable action) {
    int times = random.nextInt(upTo + 1);
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }
}
