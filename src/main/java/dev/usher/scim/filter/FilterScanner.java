package dev.usher.scim.filter;

import dev.usher.scim.error.ScimException;

/** Reads the words, names and strings of a filter from left to right. */
final class FilterScanner {
  private static final int SHOWN = 40;

  private final String text;
  private int at;

  FilterScanner(String text) {
    this.text = text;
  }

  /** Whether nothing but white space is left. */
  boolean atEnd() {
    skipSpace();
    return at == text.length();
  }

  /** Takes that character after white space, when it comes next. */
  boolean take(char expected) {
    skipSpace();
    return takeHere(expected);
  }

  /** Takes that character, when it comes next without white space. */
  boolean takeHere(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes that character or refuses the filter. */
  void expect(char expected) {
    if (!take(expected)) {
      throw error("expected '" + expected + "'");
    }
  }

  /** Takes that keyword, in any case, when it comes next as a whole word. */
  boolean takeKeyword(String keyword) {
    skipSpace();
    int end = at + keyword.length();
    if (text.regionMatches(true, at, keyword, 0, keyword.length())
        && (end == text.length() || !isNameCharacter(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  /** Takes an attribute, URN prefix and sub-attribute included; empty when none comes next. */
  String name() {
    skipSpace();
    int start = at;
    if (at < text.length() && (isLetter(text.charAt(at)) || text.charAt(at) == '$')) {
      while (at < text.length() && isNameCharacter(text.charAt(at))) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  /** Takes everything up to white space, a bracket or a quote; empty when such comes next. */
  String word() {
    skipSpace();
    int start = at;
    while (at < text.length() && !isDelimiter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Whether a quote comes next after white space. */
  boolean atString() {
    skipSpace();
    return at < text.length() && text.charAt(at) == '"';
  }

  /** Takes a JSON string and resolves its escapes. */
  String string() {
    int start = at;
    at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    at = start;
    throw error("the string is not closed");
  }

  private char escaped() {
    int start = at - 1;
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(start);
      default -> {
        at = start;
        throw error("not an escape of JSON");
      }
    };
  }

  private char unicode(int start) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = at < text.length() ? text.charAt(at) : ' ';
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        at = start;
        throw error("\\u needs four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  /** Where the next character stands, for {@link #backTo}. */
  int position() {
    return at;
  }

  /** Returns to a place, so that an error names it. */
  void backTo(int position) {
    at = position;
  }

  /** A refusal that names the place and what stands there. */
  ScimException error(String problem) {
    skipSpace();
    String where = at == text.length() ? "at the end" : "at character " + (at + 1) + shown();
    return ScimException.invalidFilter("The filter cannot be read: " + problem + " " + where + ".");
  }

  private String shown() {
    StringBuilder shown = new StringBuilder();
    int i = at;
    while (i < text.length() && shown.length() < SHOWN) {
      int c = text.codePointAt(i);
      if (isSpace(c) || Character.isISOControl(c) || isSurrogate(c)) {
        break;
      }
      shown.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return shown.isEmpty() ? "" : ", before " + shown;
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isDelimiter(char c) {
    return isSpace(c) || c == '(' || c == ')' || c == '[' || c == ']' || c == '"';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNameCharacter(char c) {
    return isLetter(c)
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == ':'
        || c == '$';
  }
}
