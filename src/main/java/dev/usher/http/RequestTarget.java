package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.PlusSigns;
import dev.usher.scim.schema.Endpoints;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Refuses paths and queries that are not URIs (RFC 3986) before anything interprets them: Jersey
 * would answer some of them with a failure of its own and quietly repair others.
 */
final class RequestTarget {
  private static final String PATH_PUNCTUATION = "/-._~!$&'()*+,=:@";

  private static final String BASE = ScimMedia.BASE + "/";

  private static final Pattern EMPTY_SEGMENTS = Pattern.compile("/{2,}");

  private static final String BARE_IN_QUERIES = "\"<>[]\\^`{|}";

  private RequestTarget() {}

  /**
   * Checks both parts.
   *
   * @param path as received, not decoded
   * @param query as received, not decoded, without the question mark; null without a query
   * @throws ScimException 400 for broken escapes, control characters and characters that need
   *     escaping; 404 for matrix parameters, which JAX-RS would cut off an id
   */
  static void check(String path, String query) {
    if (!path.startsWith("/")) {
      throw badRequest("The request target must be a path.");
    }
    if (path.indexOf(';') >= 0) {
      throw ScimException.notFound("There is nothing at this path.");
    }
    check(path, PATH_PUNCTUATION, "The path");
    if (query != null) {
      check(query, null, "The query");
    }
  }

  private static void check(String text, String punctuation, String what) {
    ByteBuffer decoded = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (low < 0) {
          throw badRequest(what + " has a % that is not followed by two hexadecimal digits.");
        }
        decoded.put((byte) (high * 16 + low));
        i += 2;
        if (high * 16 + low == 0) {
          throw badRequest(what + " contains a NUL character.");
        }
      } else if (!allowed(c, punctuation)) {
        throw badRequest(what + " contains a character that must be percent-encoded.");
      } else {
        decoded.put((byte) c);
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
    } catch (CharacterCodingException e) {
      throw badRequest(what + " is not percent-encoded UTF-8.");
    }
  }

  /**
   * The path without empty segments: a base URL with a slash at its end makes {@code
   * /scim/v2//Users}.
   *
   * @param path as received
   */
  static String withoutEmptySegments(String path) {
    return path.contains("//") ? EMPTY_SEGMENTS.matcher(path).replaceAll("/") : path;
  }

  /**
   * The path with its endpoint's name as it is served, so that everything that decides by a path
   * sees one name: {@code /scim/v2/users} is {@code /scim/v2/Users}.
   *
   * @param path without empty segments
   */
  static String withEndpoint(String path) {
    if (!path.startsWith(BASE)) {
      return path;
    }
    int slash = path.indexOf('/', BASE.length());
    int end = slash < 0 ? path.length() : slash;
    String written = path.substring(BASE.length(), end);
    String named = Endpoints.named(written);
    return named.equals(written) ? path : BASE + named + path.substring(end);
  }

  /**
   * The query as a form has it (HTML's {@code application/x-www-form-urlencoded}): its bare quotes,
   * brackets and the like percent-encoded, and so each plus that is none of a form.
   *
   * @param received as received, already checked
   */
  static String escaped(String received) {
    String query = PlusSigns.escaped(received);
    if (query.chars().noneMatch(c -> BARE_IN_QUERIES.indexOf(c) >= 0)) {
      return query;
    }
    StringBuilder escaped = new StringBuilder(query.length() + 32);
    for (char c : query.toCharArray()) {
      if (BARE_IN_QUERIES.indexOf(c) >= 0) {
        escaped.append('%').append(Integer.toHexString(c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** In a query, real clients send quotes, brackets and braces bare; they mean only themselves. */
  private static boolean allowed(char c, String punctuation) {
    if (c <= ' ' || c >= 0x7f || c == '#') {
      return false;
    }
    return punctuation == null || Character.isLetterOrDigit(c) || punctuation.indexOf(c) >= 0;
  }

  private static ScimException badRequest(String detail) {
    return new ScimException(400, null, detail);
  }
}
