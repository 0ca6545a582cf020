package dev.usher.api.oauth;

import dev.usher.directory.oauth.OauthError;
import dev.usher.directory.oauth.OauthError.Code;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a token request (RFC 6749 §3.2), each at most once. */
final class TokenForm {
  private static final int MAX_BYTES = 64 * 1024;

  private final Map<String, String> parameters;

  private TokenForm(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads a form.
   *
   * @param type the media type of the body, or null
   * @throws OauthError {@code invalid_request} when it is none, or repeats a parameter
   */
  static TokenForm read(MediaType type, InputStream body) {
    if (type == null || !MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)) {
      throw invalid("Send the parameters as application/x-www-form-urlencoded.");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : text(body).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!name.isEmpty() && parameters.putIfAbsent(name, value) != null) {
        throw invalid("A parameter is there more than once.");
      }
    }
    return new TokenForm(parameters);
  }

  private static String text(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw invalid("The request is too long.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new OauthError(Code.INVALID_REQUEST, "The request ended before it was complete.", e);
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new OauthError(Code.INVALID_REQUEST, "The parameters are not form-encoded.", e);
    }
  }

  /** The value; one that is empty counts as absent (RFC 6749 §3.2). */
  Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * The value.
   *
   * @throws OauthError {@code invalid_request} when it is absent
   */
  String get(String name) {
    return find(name).orElseThrow(() -> invalid("The parameter " + name + " is missing."));
  }

  static OauthError invalid(String why) {
    return new OauthError(Code.INVALID_REQUEST, why);
  }
}
