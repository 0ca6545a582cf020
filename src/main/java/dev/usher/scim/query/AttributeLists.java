package dev.usher.scim.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists of attributes, as the parameters {@code attributes} and {@code excludedAttributes} have.
 */
final class AttributeLists {

  private AttributeLists() {}

  /**
   * The names of a list, which commas separate. A filter in brackets is left out, for a list cannot
   * choose among the elements of an attribute: {@code emails[type eq "work"].value} is {@code
   * emails.value}. Commas and brackets within its quotes are text.
   */
  static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean bracketed = false;
    boolean quoted = false;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (bracketed && c == '"') {
        quoted = !quoted;
      } else if (bracketed) {
        bracketed = quoted || c != ']';
      } else if (c == '[') {
        bracketed = true;
      } else if (c == ',') {
        add(name, names);
      } else {
        name.append(c);
      }
    }
    add(name, names);
    return names;
  }

  private static void add(StringBuilder name, List<String> names) {
    String stripped = name.toString().strip();
    if (!stripped.isEmpty()) {
      names.add(stripped);
    }
    name.setLength(0);
  }
}
