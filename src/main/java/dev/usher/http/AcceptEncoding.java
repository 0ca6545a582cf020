package dev.usher.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client says of content codings in {@code Accept-Encoding} (RFC 9110 §12.5.3). */
final class AcceptEncoding {
  private static final Pattern WEIGHT =
      Pattern.compile("\\s*q\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*");
  private static final double NOT_NAMED = -1;

  private AcceptEncoding() {}

  /**
   * Whether the client takes gzip, and likes it no less than what is not encoded.
   *
   * @param fields the header's values; a coding whose weight cannot be read is not wanted
   */
  static boolean prefersGzip(Iterable<String> fields) {
    double gzip = NOT_NAMED;
    double identity = NOT_NAMED;
    double others = NOT_NAMED;
    for (String field : fields) {
      for (String element : field.toLowerCase(Locale.ROOT).split(",")) {
        int end = element.indexOf(';');
        String coding = (end < 0 ? element : element.substring(0, end)).strip();
        double weight = end < 0 ? 1 : weight(element.substring(end + 1));
        switch (coding) {
          case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
          case "identity" -> identity = weight;
          case "*" -> others = weight;
          default -> {} // what is not offered
        }
      }
    }
    double wanted = gzip == NOT_NAMED ? others : gzip;
    return wanted > 0 && wanted >= identity;
  }

  private static double weight(String parameter) {
    Matcher weight = WEIGHT.matcher(parameter);
    return weight.matches() ? Double.parseDouble(weight.group(1)) : 0;
  }
}
