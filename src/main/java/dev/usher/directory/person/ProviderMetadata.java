package dev.usher.directory.person;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.directory.Refusal;
import dev.usher.directory.jwt.KeySource;
import dev.usher.directory.jwt.SmallDownload;
import java.io.IOException;
import java.net.URI;

/** What an OpenID provider says of itself (OpenID Connect Discovery 1.0 §4). */
public final class ProviderMetadata {
  private static final String PATH = "/.well-known/openid-configuration";

  private final SmallDownload download;
  private final ObjectMapper mapper = new ObjectMapper();

  public ProviderMetadata(SmallDownload download) {
    this.download = download;
  }

  /**
   * Where the provider's keys are.
   *
   * @param issuer as it is to be in tokens
   * @throws Refusal when the provider cannot be asked, is of another name, or names no usable place
   */
  URI keysOf(String issuer) {
    URI url = URI.create(issuer.replaceFirst("/$", "") + PATH);
    JsonNode metadata;
    try {
      metadata = mapper.readTree(download.get(url));
    } catch (JacksonException e) {
      throw new Refusal(url + " is not JSON; name the keys with --jwks", e);
    } catch (IOException e) {
      throw new Refusal(e.getMessage() + "; name the keys with --jwks", e);
    }
    if (!metadata.path("issuer").asText().equals(issuer)) {
      throw new Refusal(
          "the provider calls itself '%s', not '%s'"
              .formatted(metadata.path("issuer").asText(), issuer));
    }
    return KeySource.at(metadata.path("jwks_uri").asText()).url();
  }
}
