package dev.usher.directory.invitation;

import java.util.Optional;

/** The keys that links are made with, each derived from a master key and known by its id. */
public interface LinkKeys {

  /** The id of the key for new links. */
  String current();

  /** The key of that id, at least 32 bytes; empty when its master key is gone. */
  Optional<byte[]> key(String id);
}
