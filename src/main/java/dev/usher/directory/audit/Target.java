package dev.usher.directory.audit;

import java.util.Optional;
import java.util.UUID;

/**
 * What an action was done to, copied so that the trail can name it when it is gone.
 *
 * @param type the resource type, or what stands for one: {@code User}, {@code Token}
 * @param id empty when it was refused before it had one
 * @param display a name for people; never a secret
 */
public record Target(String type, Optional<String> id, Optional<String> display) {

  /** A user. */
  public static Target user(UUID id, String userName) {
    return of("User", id.toString(), userName);
  }

  /** Something with an id and a name. */
  public static Target of(String type, String id, String display) {
    return new Target(type, Optional.of(id), Optional.of(display));
  }
}
