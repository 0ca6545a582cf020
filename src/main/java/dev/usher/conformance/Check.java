package dev.usher.conformance;

/** Finds out whether a server meets a requirement. */
@FunctionalInterface
public interface Check {

  /**
   * Returns when the requirement is met.
   *
   * @throws Unmet when it is not
   * @throws NotOffered when the server turns out not to have what it is about
   * @throws Exception which counts as unmet too
   */
  void verify(Probe probe) throws Exception;
}
