package dev.usher.cli.bench;

import dev.usher.store.seed.SeedMapper;
import java.util.List;
import java.util.Locale;

/**
 * Somebody to measure with, made of a number: what {@link SeedMapper} plants under it, and what is
 * sent to servers that are filled over SCIM.
 */
record Person(int number) {
  /** What people are called; the numbers go through the given names first. */
  static final SeedMapper.Names NAMES =
      new SeedMapper.Names(
          List.of(
              "Ada",
              "Alan",
              "Anita",
              "Barbara",
              "Carol",
              "Claude",
              "Dennis",
              "Dorothy",
              "Edith",
              "Edsger",
              "Elena",
              "Emmy",
              "Frances",
              "Grace",
              "Hedy",
              "Ida",
              "Ivan",
              "Jean",
              "Joan",
              "John",
              "Karen",
              "Katherine",
              "Ken",
              "Leslie",
              "Linus",
              "Lise",
              "Margaret",
              "Maria",
              "Mary",
              "Niklaus",
              "Nora",
              "Olga",
              "Peter",
              "Radia",
              "Rosa",
              "Sofia",
              "Susan",
              "Tim",
              "Vera",
              "Wanda"),
          List.of(
              "Allen",
              "Backus",
              "Baker",
              "Borg",
              "Clarke",
              "Cray",
              "Dahl",
              "Diffie",
              "Easley",
              "Estrin",
              "Floyd",
              "Gray",
              "Hamilton",
              "Hamming",
              "Holberton",
              "Hopper",
              "Iverson",
              "Johnson",
              "Kahn",
              "Kay",
              "Keller",
              "Knuth",
              "Lamarr",
              "Lamport",
              "Lin",
              "Liskov",
              "Lovelace",
              "McCarthy",
              "Meitner",
              "Milner",
              "Naur",
              "Newell",
              "Noether",
              "Ousterhout",
              "Perlis",
              "Perlman",
              "Postel",
              "Rabin",
              "Ritchie",
              "Rubin",
              "Sammet",
              "Scott",
              "Shannon",
              "Thompson",
              "Turing",
              "Ullman",
              "Vaughan",
              "Wilkes",
              "Wing",
              "Wirth"),
          List.of(
              "Account Executive",
              "Analyst",
              "Designer",
              "Director",
              "Engineer",
              "Manager",
              "Recruiter",
              "Researcher",
              "Support Specialist",
              "Tester"));

  private static final int SHARING_A_PREFIX = 50;

  private String given() {
    return NAMES.given().get(number % NAMES.given().size());
  }

  private String family() {
    return NAMES.family().get(number / NAMES.given().size() % NAMES.family().size());
  }

  String userName() {
    String last = padded(number % SHARING_A_PREFIX, 2);
    return prefix() + lower(given()) + "." + lower(family()) + "." + last + "@example.org";
  }

  /** With what exactly fifty userNames begin, this person's among them. */
  String prefix() {
    return "u" + padded(number / SHARING_A_PREFIX, 6) + ".";
  }

  String externalId() {
    return "E" + padded(number, 8);
  }

  /** Without a formatter, whose time would be measured with every request. */
  private static String padded(int number, int digits) {
    String plain = Integer.toString(number);
    return "0".repeat(Math.max(0, digits - plain.length())) + plain;
  }

  String workEmail() {
    return lower(given()) + "." + lower(family()) + "." + number + "@example.org";
  }

  /** The id of a person that was planted. */
  String plantedId() {
    return "01900000-0000-7000-8000-%012x".formatted(number);
  }

  /** The resource. */
  String json() {
    return json(userName(), NAMES.titles().get(number % NAMES.titles().size()));
  }

  /** The resource under another userName, or with another title. */
  String json(String userName, String title) {
    return """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",\
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],\
        "userName":"%s","externalId":"%s","name":{"givenName":"%s","familyName":"%s"},\
        "displayName":"%s %s","title":"%s","active":true,"emails":[\
        {"value":"%s","type":"work","primary":true},\
        {"value":"%s.%d@example.net","type":"home"}],\
        "phoneNumbers":[{"value":"+1 555 %07d","type":"work"}],\
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":\
        {"employeeNumber":"%d","department":"Department %d"}}"""
        .formatted(
            userName,
            externalId(),
            given(),
            family(),
            given(),
            family(),
            title,
            workEmail(),
            lower(given()),
            number,
            number,
            number,
            number % 40);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
