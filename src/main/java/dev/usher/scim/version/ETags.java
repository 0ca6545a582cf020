package dev.usher.scim.version;

import java.util.regex.Pattern;

/**
 * Weak entity tags made of a row's version (RFC 7644 §3.14), and the conditional headers that
 * compare them.
 */
public final class ETags {

  /** The codings of a proxy at the end of a tag. */
  private static final Pattern CODINGS =
      Pattern.compile("(?:(?:--?|;)(?:gzip|x-gzip|br|deflate|zstd))+$");

  /** In characters; no tag of a version is that long, whatever a proxy appends. */
  private static final int LONGEST = 100;

  private ETags() {}

  /** The tag of that version, as it stands in {@code ETag} and {@code meta.version}. */
  public static String of(long version) {
    return "W/\"" + version + "\"";
  }

  /**
   * Whether an {@code If-Match} or {@code If-None-Match} header names that version: {@code *}, or a
   * list of tags, weak or strong, with or without quotes. A tag may end in what proxies append to
   * it when they compress an answer: {@code "1-gzip"}, {@code "1--gzip"}, {@code "1;gzip"}.
   */
  public static boolean matches(String header, long version) {
    String wanted = Long.toString(version);
    for (String each : header.split(",", -1)) {
      String tag = each.strip();
      if (tag.equals("*") || (tag.length() <= LONGEST && version(tag).equals(wanted))) {
        return true;
      }
    }
    return false;
  }

  private static String version(String tag) {
    return CODINGS.matcher(bare(tag)).replaceFirst("");
  }

  private static String bare(String tag) {
    String unweakened = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean quoted =
        unweakened.length() >= 2 && unweakened.startsWith("\"") && unweakened.endsWith("\"");
    return quoted ? unweakened.substring(1, unweakened.length() - 1) : unweakened;
  }
}
