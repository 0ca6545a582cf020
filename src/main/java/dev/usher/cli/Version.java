package dev.usher.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What Maven built this from. */
final class Version implements IVersionProvider {
  private static final String BUILT = "/META-INF/maven/dev.usher/usher/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties built = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(BUILT)) {
      if (in != null) {
        built.load(in);
      }
    }
    return new String[] {
      "usher " + built.getProperty("version", "(not packaged)"),
      "Java " + System.getProperty("java.version")
    };
  }
}
