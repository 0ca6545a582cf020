package dev.usher.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settings there are, in the spelling of the file and in that of the environment. */
final class SettingNames {
  private static final String PREFIX = "USHER_";

  /** What the environment alone may say: a key has no place in a file of settings. */
  private static final Map<String, String> ENVIRONMENT_ONLY =
      Map.of("USHER_KEY", Settings.KEY_TEXT);

  /** Read elsewhere: by this class's callers, the scripts and the log's configuration. */
  private static final Set<String> NOT_SETTINGS =
      Set.of("USHER_CONFIG", "USHER_HOME", "USHER_JAVA_OPTS", "USHER_LOG_LEVEL", "USHER_TOKEN");

  /** What Kubernetes and Docker add for a service of that name. */
  private static final Pattern OF_THE_PLATFORM =
      Pattern.compile("USHER_(?:SERVICE_.*|NAME|PORT(?:_.*)?|ENV_.*)");

  private final Map<String, String> byVariable = new TreeMap<>(ENVIRONMENT_ONLY);

  /**
   * @param names of the file of defaults, which has them all
   */
  SettingNames(Iterable<String> names) {
    names.forEach(name -> byVariable.put(variable(name), name));
  }

  /** {@code USHER_HTTP_MAX_BODY} for {@code http.maxBody}. */
  static String variable(String name) {
    return PREFIX
        + name.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  boolean knows(String name) {
    return byVariable.containsValue(name);
  }

  /** What the environment sets, by the settings' names. */
  Map<String, String> from(Map<String, String> environment) {
    Map<String, String> set = new TreeMap<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (byVariable.containsKey(variable)) {
                set.put(byVariable.get(variable), value);
              } else if (variable.startsWith(PREFIX)
                  && !NOT_SETTINGS.contains(variable)
                  && !OF_THE_PLATFORM.matcher(variable).matches()) {
                throw new SettingsException(
                    "unknown setting " + variable + suggestion(variable, byVariable.keySet()));
              }
            });
    return set;
  }

  String suggestionFor(String name) {
    return suggestion(name, byVariable.values());
  }

  private static String suggestion(String unknown, Iterable<String> known) {
    Optional<String> nearest = Optional.empty();
    int least = Math.max(2, unknown.length() / 4);
    for (String each : known) {
      int distance = Distance.between(unknown, each);
      if (distance <= least) {
        least = distance;
        nearest = Optional.of(each);
      }
    }
    return nearest.map(name -> "; did you mean " + name + "?").orElse("");
  }

  /** How many letters must change to make one word of another. */
  private static final class Distance {
    static int between(String a, String b) {
      int[] row = new int[b.length() + 1];
      for (int j = 0; j <= b.length(); j++) {
        row[j] = j;
      }
      for (int i = 1; i <= a.length(); i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b.length(); j++) {
          int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          diagonal = row[j];
          row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
        }
      }
      return row[b.length()];
    }
  }
}
