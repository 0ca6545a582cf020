package dev.usher.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages text, by tokens and by bytes; a char is a byte. */
final class Mutations {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z0-9_.:+-]+|\\s+|.", Pattern.DOTALL);

  private static final String[] TOKENS = {
    "\"\"",
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e400",
    "9223372036854775808",
    "0.1",
    "1".repeat(1_100),
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "(",
    ")",
    "not",
    "and",
    "or",
    "pr",
    "eq",
    "co",
    "gt",
    "[]",
    "{}",
    "\"id\"",
    "\"schemas\"",
    "\"$ref\"",
    "\"value\"",
    "emails",
    "members.value",
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"\u00c3\u00a9\"",
    "\"\u00f0\u009f\u0098\u0080\"",
    "\"2020-01-01T00:00:00Z\"",
    "%",
    "_",
    "'",
    "--",
    "\"a\".\"b\"",
    "\u00ff",
    "\u0000",
    "\n",
    " ",
    "\"" + "x".repeat(3_000) + "\"",
    "\"00000000-0000-4000-8000-000000000000\"",
    "\"%_\\\\\"",
    "//",
    "..",
    "?",
    "&",
    "=",
    ";",
    "#"
  };

  private Mutations() {}

  /** With one to three of its tokens removed, repeated, exchanged or replaced, or cut off. */
  static String ofTokens(String text, Choices choices) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(text).results().map(MatchResult::group).toList());
    for (int n = choices.below(3); n >= 0; n--) {
      int at = choices.below(tokens.size() + 1);
      if (at == tokens.size()) {
        tokens.add(choices.of(TOKENS));
        continue;
      }
      switch (choices.below(6)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(at));
        case 2 -> tokens.add(at, choices.of(TOKENS));
        case 3 -> tokens.set(at, tokens.get(choices.below(tokens.size())));
        case 4 -> tokens.set(at, choices.of(TOKENS));
        default -> repeatPart(tokens, at, choices);
      }
    }
    String mutated = String.join("", tokens);
    return choices.onceIn(12) ? mutated.substring(0, choices.below(mutated.length() + 1)) : mutated;
  }

  private static void repeatPart(List<String> tokens, int at, Choices choices) {
    int end = Math.min(tokens.size(), at + 1 + choices.below(12));
    List<String> part = List.copyOf(tokens.subList(at, end));
    for (int n = choices.below(choices.onceIn(10) ? 200 : 4); n > 0; n--) {
      tokens.addAll(at, part);
    }
  }

  /** With one to four of its bytes removed, inserted, replaced or repeated. */
  static String ofBytes(String text, Choices choices) {
    StringBuilder bytes = new StringBuilder(text);
    for (int n = choices.below(4); n >= 0 && !bytes.isEmpty(); n--) {
      int at = choices.below(bytes.length());
      char some =
          choices.onceIn(2)
              ? (char) choices.below(256)
              : "\r\n\t :;,/?&=%\"0\u0000\u00ff".charAt(choices.below(16));
      switch (choices.below(4)) {
        case 0 -> bytes.deleteCharAt(at);
        case 1 -> bytes.insert(at, some);
        case 2 -> bytes.setCharAt(at, some);
        default -> bytes.insert(at, bytes.substring(at, Math.min(bytes.length(), at + 20)));
      }
    }
    return bytes.toString();
  }

  /** The same text in bytes that are not UTF-8 any more, or with a mark in front. */
  static String ofEncoding(String text, Choices choices) {
    return switch (choices.below(4)) {
      case 0 -> "\u00ef\u00bb\u00bf" + text;
      case 1 -> text.replaceAll("(?s)(.)", "$1\u0000");
      case 2 -> text.replace('e', '\u00e9');
      default -> text.replace("a", "\u00ed\u00a0\u0080");
    };
  }
}
